// How numbers are written: coordinates for the browser, labels for people. Both work without a locale.

import Domain

/// Larger coordinates than any drawing has; what lies beyond is drawn at the bound.
private let largestCoordinate = 100_000.0
/// Larger values are labeled as this one; counts of stories and prices are far below.
let largestValue = 1e15

extension Double {
    /// The number itself, within what can be drawn; 0 when it is none.
    var drawable: Double { isFinite ? Swift.min(Swift.max(self, -largestValue), largestValue) : 0 }

    /// The number between two others, the lower one first.
    func clamped(_ low: Double, _ high: Double) -> Double { Swift.min(Swift.max(self, low), high) }
}

/// A coordinate with at most one decimal, as short as possible: `40`, `179.4`, `-0.5`.
func coordinate(_ value: Double) -> String {
    let bounded = value.drawable.clamped(-largestCoordinate, largestCoordinate)
    let tenths = Int((bounded * 10).rounded())
    let whole = abs(tenths) / 10
    let rest = abs(tenths) % 10
    let sign = tenths < 0 ? "-" : ""
    return rest == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(rest)"
}

/// A number for people: thousands apart, U+2212 for minus, and no trailing zeros.
func label(_ value: Double, decimals: Int = 1) -> String {
    guard value.isFinite else { return "–" }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let units = (abs(value.drawable) * scale).rounded()
    let whole = Int((units / scale).rounded(.down))
    var rest = Int(units - Double(whole) * scale)
    var width = decimals
    while width > 0, rest % 10 == 0 {
        rest /= 10
        width -= 1
    }
    let sign = value < 0 && units > 0 ? "\u{2212}" : ""
    let digits = width == 0 ? "" : "." + padded(rest, width)
    return sign + grouped(whole) + digits
}

/// A share as a percentage without decimals: `42 %`.
func percent(_ share: Double) -> String { "\(label(share * 100, decimals: 0))\u{A0}%" }

/// A count and its noun, in the plural unless it is one: `1 story`, `12,034 stories`.
func counted(_ count: Int, _ one: String, _ many: String) -> String {
    "\(label(Double(count))) \(count == 1 ? one : many)"
}

private func grouped(_ whole: Int) -> String {
    var rest = whole
    var groups: [String] = []
    while rest >= 1000 {
        groups.append(padded(rest % 1000, 3))
        rest /= 1000
    }
    return ([String(rest)] + groups.reversed()).joined(separator: ",")
}

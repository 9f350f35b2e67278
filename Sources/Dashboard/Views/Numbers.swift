import Domain

/// Numbers as pages write them: U+2212 for minus, a comma between thousands.
enum Numbers {
    /// 12,034.
    static func grouped(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return number < 0 ? "−\(text)" : text
    }

    /// A number with so many digits behind the point.
    static func fixed(_ number: Double, _ digits: Int) -> String {
        guard number.isFinite else { return "–" }
        let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
        let rounded = (number.magnitude * scale).rounded()
        guard rounded < 1e15 else { return "\(number)" }
        let whole = Int(rounded)
        let fraction = String(whole % Int(scale))
        let padded = String(repeating: "0", count: max(digits - fraction.count, 0)) + fraction
        let text = grouped(whole / Int(scale)) + (digits > 0 ? ".\(padded)" : "")
        return number < 0 && whole > 0 ? "−\(text)" : text
    }

    /// +0.52 or −0.96.
    static func signed(_ number: Double, _ digits: Int = 2) -> String {
        let text = fixed(number, digits)
        return number > 0 && number.isFinite && text.contains { $0 != "0" && $0 != "." && $0 != "," }
            ? "+\(text)" : text
    }

    /// A number for people: whole from ten on, one digit from one on, else two.
    static func brief(_ number: Double) -> String {
        fixed(number, number.magnitude >= 10 ? 0 : number.magnitude >= 1 ? 1 : 2)
    }

    /// 12 %, or −1.9 %.
    static func percent(_ share: Double, _ digits: Int = 0) -> String { "\(fixed(share * 100, digits)) %" }

    /// 1 story, 3 stories.
    static func counted(_ number: Int, _ one: String, _ many: String) -> String {
        "\(grouped(number)) \(number == 1 ? one : many)"
    }
}

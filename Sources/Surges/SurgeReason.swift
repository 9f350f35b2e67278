import Glibc

extension SurgeReading {
    /// What a surge consists of, for a person and without commas; nil where the row is quiet.
    ///
    /// The sum that is furthest out, what it usually is, and by how many deviations it exceeds that.
    public var reason: String? {
        guard verdict != .quiet else { return nil }
        let scale = furthest
        let sum = Self.short(sums[scale])
        let usual = Self.short(max(usual[scale], 0))
        return "\(Self.scales[scale]): \(sum) instead of \(usual); z \(Self.short(deviations[scale]))"
    }

    /// A number with three digits that count, or all of a whole part that is longer.
    private static func short(_ number: Double) -> String {
        guard number != 0, number.magnitude < 1e15 else { return "\(number)" }
        let decimals = max(0, 2 - log10(number.magnitude).rounded(.down))
        let unit = pow(10, min(decimals, 15))
        let rounded = (number * unit).rounded() / unit
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }
}

extension Duration {
    /// `30m`, `2h`, `3d`: whole units, the largest of which at least one fits, days from the second on.
    public var inWords: String {
        let minutes = Int(inMilliseconds / 60_000)
        if minutes < 60 { return "\(minutes)m" }
        return minutes < 48 * 60 ? "\(minutes / 60)h" : "\(minutes / 1440)d"
    }

    /// Reads `inWords` back; nil for anything else.
    public init?(inWords words: String) {
        let seconds: [Character: Int] = ["m": 60, "h": 3600, "d": 86400]
        guard let unit = words.last.flatMap({ seconds[$0] }), let count = Int(words.dropLast()), count >= 0
        else { return nil }
        let (total, overflows) = count.multipliedReportingOverflow(by: unit)
        guard !overflows else { return nil }
        self = .seconds(total)
    }
}

/// How a duration is written in a file, in the alert log and on the command line: `30s`, `5m`, `2h`, `1d`.
extension Duration {
    private static let units: [(letter: Character, seconds: Int64)] = [
        ("d", 86400), ("h", 3600), ("m", 60), ("s", 1),
    ]
    /// A count of any unit from this on is a typing mistake, and might overflow.
    private static let largestCount = 1_000_000

    /// Reads a whole number of one unit; nil for anything else, and from a million on.
    public init?(text: String) {
        guard let unit = Self.units.first(where: { $0.letter == text.last }),
            let count = Int64(text.dropLast()),
            count >= 0, count < Self.largestCount
        else { return nil }
        self = .seconds(count * unit.seconds)
    }

    /// The duration in its largest unit that leaves no rest; fractions of a second are dropped.
    ///
    /// `Duration(text:)` reads it back.
    public var text: String {
        let seconds = components.seconds
        let unit = Self.units.first { seconds % $0.seconds == 0 } ?? ("s", 1)
        return "\(seconds / unit.seconds)\(unit.letter)"
    }

    /// The duration for people, `30m`, `24h`, `2d`: whole minutes, hours from one on, days from two on.
    public var inWords: String {
        let minutes = Int(inMilliseconds / 60_000)
        if minutes < 60 { return "\(minutes)m" }
        return minutes < 48 * 60 ? "\(minutes / 60)h" : "\(minutes / 1440)d"
    }
}

public import Domain

/// A scale from instants to coordinates, with ticks at full hours, days, months or years of UTC.
public struct TimeScale: Sendable, Equatable {
    /// A tick, with the words under it.
    public struct Tick: Sendable, Equatable {
        /// Where it is.
        public let at: Instant
        /// `06:00` within a day, `Mon 3` within two weeks, `3 Mar` within a year, `Mar`, and `2027`.
        public let label: String
    }

    /// The first instant.
    public let from: Instant
    /// The last instant, after `from`.
    public let to: Instant
    /// The coordinate of `from`.
    public let start: Double
    /// Units of the drawing between `from` and `to`.
    public let width: Double

    /// Units between two labels: the widest one and a gap.
    private static let spacing = 64.0
    /// The years that have labels: those of the calendar.
    private static let bounds = (Instant(seconds: -62_135_596_800)...Instant(seconds: 253_402_300_799))

    /// A scale over a span; one that is empty or turned around is widened to a second.
    public init(from: Instant, to: Instant, start: Double = 0, width: Double) {
        let first = min(max(from, Self.bounds.lowerBound), Self.bounds.upperBound)
        let last = min(max(to, Self.bounds.lowerBound), Self.bounds.upperBound)
        self.from = first
        self.to = last > first ? last : first + .seconds(1)
        self.start = start.drawable
        self.width = max(width.drawable, 1)
    }

    /// The coordinate of an instant; one outside the span is drawn at its bound.
    public func position(_ instant: Instant) -> Double {
        let bounded = min(max(instant, from), to)
        let share =
            Double(bounded.milliseconds - from.milliseconds) / Double(to.milliseconds - from.milliseconds)
        return start + share * width
    }

    /// Whether an instant is in the span.
    public func contains(_ instant: Instant) -> Bool { instant >= from && instant <= to }

    /// Whether a range has a part in the span.
    func overlaps(_ range: Range<Instant>) -> Bool {
        !range.isEmpty && range.lowerBound < to && range.upperBound > from
    }

    /// The ticks, in rising order, at even steps of the calendar that leave room for the labels.
    public var ticks: [Tick] {
        let most = max(Int(width / Self.spacing), 1)
        let seconds = Double(to.milliseconds - from.milliseconds) / 1000
        let step =
            CalendarStep.all.first { seconds / Double($0.seconds) <= Double(most) }
            ?? .years(Self.years(seconds, most))
        var ticks: [Tick] = []
        var next = step.first(from: from)
        while let at = next, at <= to, ticks.count <= most + 1 {
            if at >= from { ticks.append(Tick(at: at, label: step.label(at))) }
            next = step.next(after: at)
        }
        return ticks
    }

    /// Years between two ticks over long spans: 1, 2 or 5 times a power of ten.
    private static func years(_ seconds: Double, _ most: Int) -> Int {
        let scale = LinearScale(low: 0, high: seconds / 31_556_952, coordinates: (0, 1))
        let ticks = scale.ticks(max(most / 2, 1), leastStep: 1)
        return ticks.count > 1 ? Int(ticks[1] - ticks[0]) : 1000
    }
}

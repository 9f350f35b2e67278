public import Domain

/// Knows which streams are silenced.
public protocol SilenceBook: Sendable {
    /// The names of the streams that the history has seen, of feeds those that are watched.
    func streams() async throws -> [String]

    /// The entities of the catalogues that were ever watched, by symbol.
    func entities() async throws -> [Entity]

    /// Silences streams from one time until another.
    ///
    /// - Parameter streams: A stream's name, or a pattern with `*`.
    /// - Returns: The silence, and how many alerts it would have kept from the sinks, had it been in force in
    ///   the 30 days before.
    func silence(
        _ streams: String, from start: Instant, until end: Instant, by: String, reason: String?
    ) async throws -> (silence: Silence, muted: Int)

    /// The silences that have not ended at a time, by number.
    func silences(at now: Instant) async throws -> [Silence]

    /// The silences that ended in a span, the latest first.
    func endedSilences(in span: Range<Instant>) async throws -> [Silence]

    /// Ends a silence now; returns false where there is none, or it has ended before.
    func endSilence(_ id: Int64, at now: Instant) async throws -> Bool
}

public import Domain

/// Keeps the history in bounds and says how large it is.
public protocol Upkeep: Sendable {
    /// Deletes a portion of what is too old or too much; short, so that no commit waits for long.
    ///
    /// The last seven days always stay: copies of stories are looked for among them. Disk space that is no
    /// longer needed is given back, as far as readers let it.
    /// - Returns: Whether there is more to delete.
    func forget(_ retention: Retention, at now: Instant) async throws -> Bool

    /// Figures about the history.
    func status() async throws -> HistoryStatus

    /// How many items, quotes and alerts are stored; counts rows, which takes a while in a large history.
    func counts() async throws -> (items: Int, quotes: Int, alerts: Int)

    /// Bytes in use.
    func bytesInUse() async throws -> Int64

    /// What is wrong with the stored data, in words; empty when nothing is. Reads everything.
    func integrityProblems() async throws -> [String]
}

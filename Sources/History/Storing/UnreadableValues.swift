package import Logging
import Synchronization

/// Stored values that cannot be read, which another version or a foreign hand wrote: each is told once.
package final class UnreadableValues: Sendable {
    /// Values that are remembered as told; a history with more is beyond telling.
    private static let most = 1000

    private let told = Mutex<Set<String>>([])

    /// Has told nothing yet.
    package init() {}

    /// Warns of a value, unless it was warned of before.
    package func tell(_ table: String, _ id: String, _ column: String, _ logger: Logger) {
        let isNew = told.withLock { told in
            told.count < Self.most && told.insert("\(table) \(id) \(column)").inserted
        }
        guard isNew else { return }
        logger.warning(
            "Could not read a stored value",
            metadata: ["table": "\(table)", "id": "\(id)", "column": "\(column)"])
    }
}

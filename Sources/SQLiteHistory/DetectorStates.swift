import GRDB

extension SQLiteHistory {
    /// The states of all streams, as JSON.
    public func streamStates() async throws -> [(stream: String, state: String)] {
        try await pool.read { db in
            try Row.fetchAll(db, sql: "SELECT stream, state FROM detector_state").map {
                ($0["stream"], $0["state"])
            }
        }
    }
}

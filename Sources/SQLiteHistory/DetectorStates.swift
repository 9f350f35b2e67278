import GRDB
public import History

extension SQLiteHistory: DetectorStates {
    public func detectorStates() async throws -> [DetectorState] {
        try await read { db in
            try Row.fetchAll(db, sql: "SELECT stream, state FROM detector_state").map {
                DetectorState(name: $0["stream"], json: $0["state"])
            }
        }
    }
}

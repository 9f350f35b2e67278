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

    public func wordStates() async throws -> [WordState] {
        try await read { db in
            try Row.fetchAll(db, sql: "SELECT name, state FROM theme_state").map {
                WordState(name: $0["name"], json: $0["state"])
            }
        }
    }
}

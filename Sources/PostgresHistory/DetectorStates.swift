public import History

extension PostgresHistory: DetectorStates {
    public func detectorStates() async throws -> [DetectorState] {
        try await read { session in
            try session.rows("SELECT stream, state FROM detector_state", []).map {
                DetectorState(name: try $0["stream"], json: try $0["state"])
            }
        }
    }

    public func wordStates() async throws -> [WordState] {
        try await read { session in
            try session.rows("SELECT name, state FROM theme_state", []).map {
                WordState(name: try $0["name"], json: try $0["state"])
            }
        }
    }
}

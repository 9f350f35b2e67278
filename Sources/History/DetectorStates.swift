/// Remembers what the detector has learned.
public protocol DetectorStates: Sendable {
    /// The states of all streams, in no particular order.
    func detectorStates() async throws -> [DetectorState]

    /// What is remembered of the words that themes are found by, in no particular order.
    func wordStates() async throws -> [WordState]
}

/// A part of what the detector has learned about words.
public struct WordState: Sendable, Equatable {
    /// The name of the part.
    public let name: String
    /// The state as JSON, of which only the detector's side knows the form; nil in a commit that deletes it.
    public let json: String?

    /// A part as it is stored.
    public init(name: String, json: String?) {
        self.name = name
        self.json = json
    }
}

/// What the detector has learned about one stream.
public struct DetectorState: Sendable, Equatable {
    /// The stream's name, or another name that the detector reserves.
    public let name: String
    /// The state as JSON; only the detector's side knows its form.
    public let json: String

    /// A state as it is stored.
    public init(name: String, json: String) {
        self.name = name
        self.json = json
    }
}

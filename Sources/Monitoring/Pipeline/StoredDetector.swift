import Detection
import Domain
import FoundationEssentials
import History

extension Detector {
    /// The name under which what all streams have in common is stored among their states.
    fileprivate static let populationRow = "population"

    /// The detector as it was stored last.
    static func stored(
        _ settings: DetectionSettings, from history: any DetectorStates, path: String
    ) async throws -> Detector {
        var states: [Domain.Stream: Sealed<StreamState>] = [:]
        var population = Population()
        let decoder = JSONDecoder()
        func decoded<Value: Decodable>(_ type: Value.Type, _ name: String, _ json: String) throws -> Value {
            do {
                return try decoder.decode(type, from: Data(json.utf8))
            } catch {
                throw CorruptState(stream: name, path: path)
            }
        }
        for stored in try await history.detectorStates() {
            let (name, json) = (stored.name, stored.json)
            if name == Self.populationRow {
                population = try decoded(Population.self, name, json)
            } else if let stream = Domain.Stream(name: name) {
                states[stream] = try decoded(Sealed<StreamState>.self, name, json)
            } else {
                throw CorruptState(stream: name, path: path)
            }
        }
        return Detector(
            settings: settings, states: states, population: population,
            themes: try ThemeMemory.stored(try await history.wordStates(), path: path))
    }
}

extension ThemeMemory {
    fileprivate static func stored(_ states: [WordState], path: String) throws -> ThemeMemory {
        do {
            return try ThemeMemory(
                rows: states.compactMap { state in state.json.map { (state.name, $0) } })
        } catch let unreadable as UnreadableThemeRow {
            throw CorruptWordState(name: unreadable.name, path: path)
        }
    }
}

extension Detector.Outcome {
    /// The states that changed, as they are stored.
    func encoded() throws -> [DetectorState] {
        let population = try population.map {
            DetectorState(name: Detector.populationRow, json: try jsonLine($0))
        }
        return try states.map { DetectorState(name: $0.stream.name, json: try jsonLine($0.state)) }
            + (population.map { [$0] } ?? [])
    }
}

extension ThemeChanges {
    /// What changed of the words, as it is stored.
    func encoded() throws -> [WordState] { try rows().map { WordState(name: $0.name, json: $0.json) } }
}

/// A stored state of words that cannot be read.
public struct CorruptWordState: Error, CustomStringConvertible {
    let name: String
    let path: String

    public var description: String {
        "the database \(path) has an unreadable row \"\(name)\" in theme_state; delete the row to relearn it"
    }
}

/// A stored detector state that cannot be read.
public struct CorruptState: Error, CustomStringConvertible {
    let stream: String
    let path: String

    public var description: String {
        "the database \(path) holds an unreadable detector state for \(stream); delete its row in detector_state to relearn that stream"
    }
}

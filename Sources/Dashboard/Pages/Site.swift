import Domain
import History
import Serving

/// What pages ask: a history that they only read, and what it does not know.
struct Site: Sendable {
    let reader: any HistoryReader
    let facts: SiteFacts
    let replays = ReplayQueue()
    let monthly = MonthlyCount()

    /// Makes a page, or says why there is none.
    typealias Maker = @Sendable (Site, Visit) async throws -> Page

    /// The page at a path.
    ///
    /// - Throws: `Failure.notFound` for an address that no page has.
    static func maker(_ path: [String]) throws(Failure) -> Maker {
        switch (path.first ?? "", path.dropFirst().first, path.count) {
        case ("", nil, _), ("overview", nil, 1): { try await $0.overview($1) }
        case ("alerts", nil, 1): { try await $0.alerts($1) }
        case ("alerts", let id?, 2): { try await $0.alert(id, $1) }
        case ("streams", nil, 1): { try await $0.streams($1) }
        case ("streams", let name?, 2): { try await $0.stream(name, $1) }
        case ("themes", nil, 1): { try await $0.themes($1) }
        case ("headlines", nil, 1): { try await $0.headlines($1) }
        case ("sources", nil, 1): { try await $0.sources($1) }
        case ("sources", let id?, 2): { try await $0.source(id, $1) }
        case ("entities", nil, 1): { try await $0.entities($1) }
        case ("silences", nil, 1): { try await $0.silences($1) }
        case ("rules", nil, 1): { try await $0.rules($1) }
        case ("rules", let id?, 2): { try await $0.rule(id, $1) }
        case ("model", nil, 1): { try await $0.model($1) }
        default: throw .notFound("There is no page at this address.")
        }
    }
}

extension Visit {
    /// A stream from an address.
    ///
    /// - Throws: `Failure.notFound` for what is no stream's name.
    func stream(named name: String) throws(Failure) -> Stream {
        guard let stream = Stream(name: name) else {
            throw .notFound(
                "\"\(name)\" is not a stream. Use market, topic:NAME, entity:SYMBOL or theme:WORDS."
            )
        }
        return stream
    }

    /// The fields of a filter's list of choices, with the chosen one marked.
    func choices(_ name: String, _ choices: [(value: String, words: String)]) -> [[String: Any]] {
        let chosen = parameter(name) ?? ""
        return choices.map { ["value": $0.value, "words": $0.words, "isChosen": $0.value == chosen] }
    }

    /// Links to the same page over other spans.
    func spanLinks(_ spans: [Span], current: Span) -> [[String: Any]] {
        spans.map {
            [
                "words": $0.rawValue, "link": link(changing: [("span", $0.rawValue)]),
                "isCurrent": $0 == current,
            ]
        }
    }
}

extension StreamPattern {
    /// Reads what a visitor typed.
    ///
    /// - Throws: `Failure.invalid` for what no stream can match.
    init(typed text: String) throws(Failure) {
        guard let pattern = StreamPattern(text) else { throw .invalid("\(Self.refusal(of: text)).") }
        self = pattern
    }
}

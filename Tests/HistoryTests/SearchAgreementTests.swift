import Domain
import History
import TestSupport
import Testing

/// A search finds the same, and is refused in the same words, in every store.
@Suite struct SearchAgreementTests {
    private static let titles = [
        "Acme issues profit warning", "Profits warned of at Acme", "Warning: no profit",
        "U.S. tariffs hit Acme",
        "AT&T's profit rises 3.5%", "Résumé: Nestlé gains", "Self-driving cars sell", "profit profit profit",
        "A technological leap", "Warm welcome for profiteers", "净利润 of Acme 上涨", "トヨタがリコール発表",
        "Running runs ran",
    ]

    private static let texts = [
        "profit", "PROFITS", "profit warning", "\"profit warning\"", "profit + warning", "prof*",
        "prof* warn*",
        "\"profit war\"*", "profit OR tariffs", "profit AND acme", "profit NOT acme",
        "profit acme NOT warning",
        "profit OR acme AND warning", "(profit OR tariffs) AND acme", "title: profit", "summary: 3",
        "TITLE:acme",
        "{title summary}: profit", "- title: 3", "-{title}: 3", "title: (profit OR acme) ",
        "title: profit acme",
        "summary: profit", "title: summary: profit", "^profit", "^acme", "title: ^warning",
        "summary: ^summary",
        "NEAR(profit warning)", "NEAR(profit warning, 0)", "NEAR(acme warning, 1)", "NEAR(warning acme, 2)",
        "NEAR(\"issues profit\" warning, 0)", "near", "U.S.", "AT&T", "nestle", "NESTLÉ", "resume",
        "self-driving",
        "3.5", "3.5%", "!!!", "profit !!!", "\"\"", "a \"\" b", "run", "running", "ran", "technological",
        "acm", "acme*",
        "profit profit profit", "\"profit profit profit\"", "warn* NOT w*", "净利润", "利润 acme", "\"净利润\" acme",
        "上涨",
        "リコール", "発表", "発", "润 of", "profit NOT", "NOT profit", "OR", "a OR OR b", "a AND", "(", ")", "a)",
        "(a",
        "(a) b", "a (b)", "foo(a)", "NEAR(a", "NEAR()", "NEAR(a b, x)", "NEAR(a OR b)", "\"a", "*", "*a",
        "a *", "a**",
        "+a", "a + ", "a + b", "^", "^^a", "^(a)", ":a", "title:", "title: AND", "author: x",
        "{title author}: x", "{}: x",
        "{title: x", "-title x", "a, b", "a:b:c", "a; b", "a^b", "title:a OR", "\"a\"\"b\"", "'quoted'",
        "100%",
    ]

    private enum Outcome: Equatable, CustomStringConvertible {
        case found([Int64])
        case refused(String)

        var description: String {
            switch self {
            case .found(let numbers): "\(numbers)"
            case .refused(let reason): reason
            }
        }
    }

    private static func outcome(_ text: String, in history: any HistoryStore) async throws -> Outcome {
        var query = HeadlineQuery()
        query.text = text
        do {
            return .found(try await history.headlines(query).headlines.map(\.number))
        } catch HistoryError.unreadableQuery(_, let reason) {
            return .refused(reason)
        }
    }

    @Test func `A search means the same in every store`() async throws {
        var expected: [String: Outcome] = [:]
        for store in HistoryUnderTest.all {
            let scene = try await Scene(store)
            try await scene.commit(
                Self.titles.enumerated().map { number, title in
                    let time = Scene.now - .seconds(60 * (100 - number))
                    let item = Item(
                        feed: "wire", key: "guid:\(number)", story: StoryID(Int64(number)),
                        fingerprint: Int64(number), isFirstOfStory: true, title: title, link: nil,
                        summary: "Summary \(number)", author: nil, language: "en", eventTime: time,
                        published: nil, fetchedAt: time, isBacklog: false)
                    return AssessedItem(item: item, text: .unscored("en"))
                })
            for text in Self.texts {
                let outcome = try await Self.outcome(text, in: scene.history)
                #expect(expected[text] ?? outcome == outcome, "\(text) in \(store.testDescription)")
                expected[text] = expected[text] ?? outcome
            }
        }
    }
}

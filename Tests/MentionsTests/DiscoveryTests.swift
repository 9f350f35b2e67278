import Domain
import Testing

@testable import Mentions

@Suite struct DiscoveryTests {
    private static let now = Instant(seconds: 1_795_426_200)

    /// A story that names somebody.
    private func item(
        _ names: [UnlistedName], feed: String = "a", at time: Instant = now, isFirst: Bool = true,
        number: Int = 0
    ) -> AssessedItem {
        let item = Item(
            feed: feed, key: "guid:\(number)", story: StoryID(Int64(number)), fingerprint: Int64(number),
            isFirstOfStory: isFirst, title: "", link: nil, summary: nil, author: nil, language: nil,
            eventTime: time,
            published: nil, fetchedAt: time, isBacklog: false)
        let mentions = names.filter { $0.kind == .organization }.map {
            Mention(name: $0.name, symbol: nil, words: 0..<1, relevance: 0.8)
        }
        let answers = Assessment(
            answers: [], entityAnswers: mentions.map { _ in [] }, attention: [], embedding: [])
        var text = TextAssessment(answers, of: mentions)
        text.unlisted = names
        return AssessedItem(item: item, text: text)
    }

    private func company(_ name: String, evidence: Float = 3) -> UnlistedName {
        UnlistedName(name: name, kind: .organization, evidence: evidence)
    }

    /// Lets stories come one after the other; returns the symbols of each.
    @discardableResult
    private func tell(
        _ items: [AssessedItem], to discovery: inout Discovery, choices: [String: EntityChoice] = [:]
    ) -> [[String?]] {
        items.map { item in
            let outcome = discovery.observe([item], choices: choices, now: item.item.fetchedAt) { $0.feed }
            discovery.adopt(outcome)
            return outcome.items[0].entities.map(\.symbol)
        }
    }

    private func stories(_ name: UnlistedName, feeds: [String], spacing: Duration = .seconds(3600))
        -> [AssessedItem]
    {
        feeds.enumerated().map { place, feed in
            item([name], feed: feed, at: Self.now + spacing * place, number: place)
        }
    }

    @Test func `A name has a stream from its third story on, if two owners have it`() {
        var discovery = Discovery()
        #expect(
            tell(stories(company("Zembla"), feeds: ["a", "a", "b", "a"]), to: &discovery)
                == [[nil], [nil], ["Zembla"], ["Zembla"]])
        var single = Discovery()
        #expect(
            tell(stories(company("Zembla"), feeds: ["a", "a", "a", "a"]), to: &single).allSatisfy {
                $0 == [nil]
            })
        var slow = Discovery()
        let months = stories(company("Zembla"), feeds: ["a", "b", "a"], spacing: .seconds(86400 * 50))
        #expect(tell(months, to: &slow).allSatisfy { $0 == [nil] })
    }

    @Test func `Copies and backlog: only the first item of a story counts`() {
        var discovery = Discovery()
        let copies = ["a", "b", "c", "d"].map { item([company("Zembla")], feed: $0, isFirst: $0 == "a") }
        #expect(tell(copies, to: &discovery).allSatisfy { $0 == [nil] })
        #expect(discovery.names["zembla"]?.stories == 1)
    }

    @Test func `A name without a company's words, or that is often something else, has no stream`() {
        var plain = Discovery()
        let vague = stories(company("Zembla", evidence: 0.25), feeds: ["a", "b", "a", "b"])
        #expect(tell(vague, to: &plain).allSatisfy { $0 == [nil] })
        var doubtful = Discovery()
        tell([item([company("Zembla")])], to: &doubtful)
        for _ in 0..<2 { tell([item([UnlistedName(name: "Ann Zembla", kind: .other)])], to: &doubtful) }
        #expect(
            tell(stories(company("Zembla"), feeds: ["a", "b", "a"]), to: &doubtful).allSatisfy { $0 == [nil] }
        )
    }

    @Test func `A name of one listed company goes by its symbol; one that is spelled as a symbol has none`() {
        let listed = ListedNames([
            Listing(symbol: "ZMB", name: "Zembla Corp"), Listing(symbol: "FBZ", name: "Other"),
        ])
        var discovery = Discovery(listed: listed)
        let linked = tell(stories(company("Zembla"), feeds: ["a", "b", "a"]), to: &discovery)
        #expect(linked.last == ["ZMB"] && discovery.namesBySymbol == ["ZMB": "Zembla"])
        #expect(tell(stories(company("FBZ"), feeds: ["a", "b", "a"]), to: &discovery).last == [nil])
    }

    @Test func `What people said of a name counts from its next story on`() {
        func choice(_ kind: EntityChoice.Kind, _ symbol: String? = nil) -> [String: EntityChoice] {
            [
                "zembla": EntityChoice(
                    key: "zembla", name: "Zembla", kind: kind, symbol: symbol, by: "ann", at: Self.now)
            ]
        }
        let story = [item([company("Zembla")])]
        for (choices, symbol) in [
            (choice(.accepted), "Zembla"), (choice(.merged, "ACME"), "ACME"), (choice(.ignored), nil),
        ] {
            var fresh = Discovery()
            #expect(tell(story, to: &fresh, choices: choices) == [[symbol]])
            var known = Discovery()
            tell(stories(company("Zembla"), feeds: ["a", "b", "a"]), to: &known)
            #expect(tell(story, to: &known, choices: choices) == [[symbol]])
        }
    }

    @Test func `Of two names of one entity in a text the first counts`() {
        var discovery = Discovery()
        let choices = ["Zembla", "Zembla Foods"].map {
            EntityChoice(
                key: $0.lowercased(), name: $0, kind: .merged, symbol: "ZMB", by: "ann", at: Self.now)
        }
        let both = item([company("Zembla"), company("Zembla Foods")])
        let found = tell(
            [both], to: &discovery,
            choices: Dictionary(choices.map { ($0.key, $0) }, uniquingKeysWith: { $1 }))
        #expect(found == [["ZMB"]])
    }

    @Test func `Nothing changes before an outcome is adopted, and what is stored goes on alike`() {
        let all = stories(company("Zembla"), feeds: ["a", "b", "a", "b"])
        var whole = Discovery()
        let expected = tell(all, to: &whole)
        var found: [[String?]] = []
        var names: [DiscoveredEntity] = []
        for story in all {
            var restarted = Discovery(names: names)
            _ = restarted.observe([story], now: story.item.fetchedAt) { $0.feed }
            found += tell([story], to: &restarted)
            names = Array(restarted.names.values)
        }
        #expect(found == expected && names == Array(whole.names.values))
    }

    @Test func `Ten thousand new names a day leave no more than the capacity, and what is told goes on`() {
        var discovery = Discovery()
        var (stored, largest) = (Set<String>(), 0)
        for day in 0..<6 {
            let time = Self.now + .seconds(86400 * day)
            for part in 0..<10 {
                let at = time + .seconds(part)
                var items = (0..<1000).map { number in
                    item(
                        [company("Spam \(day)x\(part)x\(number)")], feed: "\(number % 7)", at: at,
                        number: day * 10_000 + part * 1000 + number)
                }
                items.append(item([company("Zembla")], feed: "\(part % 2)", at: at, number: -day * 10 - part))
                let outcome = discovery.observe(items, now: at) { $0.feed }
                discovery.adopt(outcome)
                stored.formUnion(outcome.changed.keys)
                stored.subtract(outcome.forgotten)
                largest = max(largest, discovery.names.count)
                #expect(stored == Set(discovery.names.keys))
            }
        }
        #expect(largest <= Discovery.capacity + 1001)
        #expect(discovery.names["zembla"]?.symbol == "Zembla" && discovery.names["zembla"]?.stories == 60)
    }

    @Test func `A name of one story is forgotten after two months, a stream after half a year of silence`() {
        var discovery = Discovery()
        tell([item([company("Once")])] + stories(company("Zembla"), feeds: ["a", "b", "a"]), to: &discovery)
        func advance(_ days: Int) -> Set<String> {
            let outcome = discovery.observe([], now: Self.now + .seconds(86400 * days)) { $0.feed }
            discovery.adopt(outcome)
            return Set(discovery.names.keys)
        }
        #expect(advance(59) == ["once", "zembla"])
        #expect(advance(61) == ["zembla"])
        #expect(advance(179) == ["zembla"])
        #expect(advance(182).isEmpty)
    }
}

import Testing

@testable import bellwether

@Suite struct AlertCommandTests {
    @Test func `Alerts are listed unless a subcommand says otherwise`() throws {
        let list = try parsed("alerts", "--limit", "5", as: ListAlerts.self)
        #expect(list.limit == 5)
        #expect(!list.follow)
        #expect(refusal("alerts", "--limit", "0") == "--limit must be at least 1")
        #expect(refusal("alerts", "--ranked", "--follow") != nil)
    }

    @Test func `An acknowledgement may have an end, a silence must`() throws {
        let ack = try parsed("ack", "a1", "--for", "2h", "--by", "me", as: Acknowledge.self)
        #expect(ack.id == "a1")
        #expect(ack.time?.duration == .seconds(7200))
        #expect(ack.signature.name == "me")
        #expect(refusal("silence", "topic:*") != nil)
        #expect(refusal("silence", "topic:*", "--for", "2h") == nil)
        #expect(refusal("silence", "weather", "--for", "2h") != nil)
    }

    @Test func `The same commands are below alerts`() throws {
        #expect(try parsed("alerts", "ack", "a1", as: Acknowledge.self).id == "a1")
        #expect(try parsed("alerts", "dismiss", "a1", as: Dismiss.self).id == "a1")
        #expect(try parsed("alerts", "silences", "--end", "3", as: Silences.self).end == 3)
        #expect(try parsed("alerts", "test-sink", "desk", as: TestSink.self).id == "desk")
    }

    @Test func `A study is about an alert, or about an entity, a kind of risk or both`() throws {
        #expect(try parsed("study", "a1", as: Study.self).id == "a1")
        let both = try parsed("alerts", "study", "--entity", "ACME", "--risk", "probe", as: Study.self)
        #expect(both.entity == "ACME" && both.risk == "probe" && !both.json)
        let incomplete = "give the id of an alert, or --entity, --risk or both"
        #expect(refusal("study") == incomplete)
        #expect(refusal("study", "a1", "--entity", "ACME") == incomplete)
        #expect(
            refusal("study", "--risk", "weather")?.hasPrefix(
                "there is no kind of adverse event \"weather\"; there are litigation, probe") == true)
    }
}

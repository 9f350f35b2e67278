import Domain
import FoundationEssentials
import History
import Testing

@testable import bellwether

@Suite struct DoctorTests {
    private static let now = Instant(seconds: 1_795_426_200)

    private func feed(
        _ id: String = "wire", _ condition: FeedHealth.Condition = .known(.ok, since: now),
        last: Duration = .seconds(60), success: Duration? = .seconds(60), next: Duration = .seconds(600),
        error: String? = nil, items: Int = 0, notScored: Int = 0
    ) -> FeedHealth {
        FeedHealth(
            feed: (id, id, "https://f.example/", .news), condition: condition, evidence: nil,
            polls: FeedHealth.Polls(
                last: Self.now - last, lastSuccess: success.map { Self.now - $0 }, next: Self.now + next,
                failures: 0, lastError: error),
            yield: FeedHealth.Yield(items: items, notScored: notScored, itemsPerDay: 0, delay: nil))
    }

    private static func days(_ count: Int) -> Duration { .seconds(count * 86400) }

    @Test(arguments: [
        (FeedState.failing, "`bellwether feeds test wire` tries it now"),
        (.walled, "ask the publisher for access, or remove the feed"),
        (.blocked, "set `contact`, or ask the publisher"), (.unauthorized, "check the API key"),
        (.rateLimited, "give it a longer `interval`, or its domain a budget"),
        (.gone, "remove it from the catalogue"),
        (.stale, "look whether its publisher still uses it, or pause it"),
    ])
    func `A feed that has been blind for a week is named with what to do`(state: FeedState, advice: String) {
        let feeds = [feed("fine"), feed("wire", .known(state, since: Self.now - Self.days(7)), error: "why")]
        #expect(
            FeedFindings.blind(feeds, at: Self.now)
                == [.ill("feed wire", "\(state.rawValue) for 7 days (why): \(advice)")])
    }

    @Test func `A feed that is paused, or blind since an hour, is nobody's business yet`() {
        let feeds = [
            feed("a", .paused(since: Self.now - Self.days(9))),
            feed("b", .known(.failing, since: Self.now - .seconds(3600))), feed("c", .new),
            feed("d", .known(.quiet, since: Self.now - Self.days(9))),
        ]
        #expect(FeedFindings.blind(feeds, at: Self.now).map(\.ok) == [true])
    }

    @Test func `Feeds in a language that is not read are named, those with the most first`() {
        #expect(
            FeedFindings.languages([feed(items: 5), feed("b")]) == .well("languages", "every item is scored"))
        let foreign = [2, 40, 2, 1, 1, 1].enumerated().map { feed("f\($0)", items: 50, notScored: $1) }
        #expect(
            FeedFindings.languages(foreign + [feed(items: 5)])
                == .well(
                    "languages",
                    """
                    items in a language that the model cannot read are stored and raise no alert: f1 (40 of 50 items), \
                    f0 (2 of 50 items), f2 (2 of 50 items), f3 (1 of 50 items), f4 (1 of 50 items) and 1 more
                    """))
    }

    @Test func `No answer from any feed for long is the network's`() {
        func finding(_ feeds: [FeedHealth]) -> Finding? {
            FeedFindings.network(feeds, intervals: [.seconds(900), .seconds(60)], at: Self.now)
        }
        #expect(finding([feed(), feed(success: Self.days(3))])?.ok == true)
        let silent = finding([feed(success: Self.days(3)), feed(success: Self.days(2))])
        #expect(silent?.ok == false)
        #expect(silent?.detail.hasPrefix("no feed has answered since 2026-11-21T") == true)
        #expect(finding([feed(success: nil)])?.detail.hasPrefix("no feed has ever answered") == true)
        #expect(finding([feed(last: Self.days(3), success: Self.days(3))]) == nil, "nobody asked")
    }

    @Test func `A daemon that does not run or does not poll is told`() {
        #expect(FeedFindings.daemon("process 7", [feed()], at: Self.now).ok)
        #expect(FeedFindings.daemon("process 7", [], at: Self.now).ok)
        let missing = FeedFindings.daemon(nil, [feed()], at: Self.now)
        #expect(!missing.ok && missing.detail.contains("systemctl start bellwether"))
        let late = FeedFindings.daemon("process 7", [feed(next: .seconds(-3600))], at: Self.now)
        #expect(!late.ok && late.detail.hasPrefix("process 7 should have polled at "))
        let paused = feed("p", .paused(since: Self.now), next: .seconds(-3600))
        #expect(FeedFindings.daemon("process 7", [paused], at: Self.now).ok)
    }

    @Test func `A sink that is dead or has failed for long is named with what to do`() {
        let backlogs = [
            SinkBacklog(sink: "desk", waiting: 2, dead: 1, attempts: 30, lastError: "404"),
            SinkBacklog(sink: "fine", waiting: 1, dead: 0, attempts: 1, lastError: "503"),
            SinkBacklog(sink: "log", waiting: 1, dead: 0, attempts: 9, lastError: "no space"),
            SinkBacklog(sink: "old", waiting: 0, dead: 3, attempts: 30, lastError: nil),
        ]
        let findings = SinkFindings.findings(backlogs, sinks: ["desk", "fine"])
        #expect(findings.map(\.check) == ["sink desk", "sink log", "sink old"])
        #expect(
            findings[0].detail
                == "1 notice given up, 2 notices waiting (404): fix it until `bellwether alerts test-sink desk` succeeds, then run `bellwether alerts retry`"
        )
        #expect(findings[2].detail.contains("the configuration has no sink old any more"))
        #expect(SinkFindings.findings([backlogs[1]], sinks: ["fine"]).map(\.ok) == [true])
    }

    @Test func `A disk that is nearly full is told, and what to do`() {
        func isWell(_ free: Int64, of size: Int64, hasFiles: Bool = true) -> Bool {
            FileFindings.disk("/d", free: free, of: size, hasFiles: hasFiles).ok
        }
        #expect(isWell(300_000_000, of: 1_000_000_000))
        #expect(!isWell(100_000_000, of: 1_000_000_000))
        #expect(!isWell(900_000_000, of: 100_000_000_000), "1 %")
        #expect(isWell(30_000_000_000, of: 1_000_000_000_000), "3 %, and much all the same")
        #expect(!isWell(300_000_000, of: 1_000_000_000, hasFiles: false))
    }

    @Test func `A log that grew is told`() {
        #expect(FileFindings.log(of: "/d/h.db", size: 4_000_000).ok)
        let grown = FileFindings.log(of: "/d/h.db", size: 900_000_000)
        #expect(!grown.ok && grown.detail.hasPrefix("/d/h.db-wal has 900 MB: "))
        #expect(FileFindings.log(of: "/nowhere/h.db").ok)
    }

    @Test func `A path that cannot be written says why`() {
        #expect(
            FileFindings.obstacle(toWriting: "/nowhere/deep/a.jsonl", key: "alert_log")
                == "there is no folder /nowhere/deep; create it, or change alert_log")
        #expect(
            FileFindings.obstacle(toWriting: "/etc/passwd/a.jsonl", key: "alert_log")
                == "/etc/passwd is not a folder; change alert_log")
        #expect(
            FileFindings.obstacle(toWriting: "/tmp", key: "alert_log")
                == "/tmp is a folder; give the path of a file as alert_log")
        #expect(FileFindings.obstacle(toReading: "/tmp/none-such.db", key: "database") == nil)
    }
}

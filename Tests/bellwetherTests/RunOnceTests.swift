import ArgumentParser
import Monitoring
import Testing

@testable import bellwether

@Suite struct RunOnceTests {
    private func round(asked: Int, failed: Int, items: Int = 0, alerts: Int = 0) -> OnceSummary {
        var round = OnceSummary()
        (round.asked, round.failed, round.items, round.alerts) = (asked, failed, items, alerts)
        return round
    }

    @Test func `One round is told in a sentence`() {
        #expect(
            Run.summary(of: round(asked: 12, failed: 1, items: 34, alerts: 1))
                == "12 feeds asked, 1 failed; 34 items stored; 1 alert fired")
        #expect(
            Run.summary(of: round(asked: 1, failed: 0, items: 1))
                == "1 feed asked, 0 failed; 1 item stored; 0 alerts fired")
    }

    @Test func `A round in which no feed answered is a failure that passes`() async throws {
        let exit = try await #require(throws: ExitCode.self) {
            try await Failure.reported { try Run.report(round(asked: 2, failed: 2)) }
        }
        #expect(exit.rawValue == 75)
        try Run.report(round(asked: 2, failed: 1))
        // Whoever pauses all feeds asks none.
        try Run.report(round(asked: 0, failed: 0))
    }
}

import Charts
import Domain
import History
import Serving
import SQLiteHistory
import Testing
import TestSupport

@testable import Dashboard

@Suite struct ViewTests {
    @Test(arguments: [
        (0, "0"), (999, "999"), (1000, "1,000"), (12034, "12,034"), (-1_234_567, "−1,234,567"),
    ])
    func `Thousands are grouped`(number: Int, text: String) { #expect(Numbers.grouped(number) == text) }

    @Test(arguments: [
        (0.0, "0.00"), (-0.001, "0.00"), (0.52, "+0.52"), (-0.96, "−0.96"), (0.999, "+1.00"), (.nan, "–"),
        (.infinity, "–"),
    ])
    func `Scores have their sign`(number: Double, text: String) { #expect(Numbers.signed(number) == text) }

    @Test func `A title in pieces is the title`() {
        let words = [WordWeight(word: "fraud", weight: 0.4), WordWeight(word: "probe", weight: 0.06)]
        for title in ["Fraud probe: Acme's fraud", "", "  fraud  ", "naïve — fraud·probe!", "弊社 fraud"] {
            let pieces = MarkedTitle.pieces(title, words: words)
            #expect(pieces.map(\.text).joined() == title)
            for piece in pieces where piece.text.lowercased() == "fraud" { #expect(piece.weight == "w3") }
            for piece in pieces where piece.text.lowercased() == "probe" { #expect(piece.weight == "w1") }
        }
    }

    @Test func `A time is told as short as it can be`() throws {
        let now = try #require(Instant(rfc3339: "2026-11-26T12:00:00Z"))
        #expect(TimeView(now - .seconds(60), at: now).short == "11:59")
        #expect(TimeView(now - .seconds(86400), at: now).short == "25 Nov 12:00")
        #expect(TimeView(now - .seconds(400 * 86400), at: now).short == "22 Oct 2025")
        #expect(TimeView.age(.seconds(30)) == "under a minute")
        #expect(TimeView.age(.seconds(3 * 3600)) == "3 h")
    }

    @Test func `Half hours add up to bars, and what is expected to their band`() throws {
        let start = Instant(seconds: 1_795_392_000)
        func point(_ hours: Double, _ stories: Int, _ negative: Int, _ expected: Double) -> SeriesPoint {
            SeriesPoint(
                .market, start: start + .milliseconds(Int64(hours * 3_600_000)), stories: stories,
                negative: negative, positive: 1, expected: expected, bits: 0)
        }
        let bars = Buckets(
            [point(0, 3, 1, 0.5), point(0.5, 4, 2, 0.7), point(3, 5, 5, 1)],
            in: start..<(start + .seconds(6 * 3600)), step: .seconds(3 * 3600),
            now: start + .seconds(4 * 3600)
        ).buckets
        #expect(bars.map(\.negative) == [3, 5])
        #expect(bars.map(\.positive) == [2, 1])
        #expect(bars.map(\.others) == [2, 0])
        #expect(bars.map(\.isRunning) == [false, true])
        let expected = try #require(bars[0].expected)
        #expect(expected.low < expected.expected && expected.expected < expected.high)
        // Two half hours are known; four have no story and count as is usual.
        #expect(abs(expected.expected - (0.5 + 0.7 + 3 * 2.2 / 3 + 1 - 2.2 / 3 * 0)) < 1.3)
    }

    @Test func `An exchange is closed at night and on weekends, by its own clock`() throws {
        let friday = try #require(Instant(rfc3339: "2026-07-10T12:00:00Z"))
        let closed = TradingHours.closed(symbol: "BA", in: friday..<(friday + .seconds(3 * 86400)))
        func time(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }
        #expect(
            closed == [
                friday..<(try time("2026-07-10T13:30:00Z")),
                (try time("2026-07-10T20:00:00Z"))..<(friday + .seconds(3 * 86400)),
            ])
        #expect(TradingHours.closed(symbol: "BTC.X", in: friday..<(friday + .seconds(86400))).isEmpty)
    }

    @Test func `Ranges that meet become one`() {
        func time(_ seconds: Int64) -> Instant { Instant(seconds: seconds) }
        let merged = Site.merged([
            time(5)..<time(9), time(0)..<time(5), time(20)..<time(30), time(6)..<time(7),
        ])
        #expect(merged == [time(0)..<time(9), time(20)..<time(30)])
    }
}

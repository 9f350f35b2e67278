import Dashboard
import Domain
import History
import SQLiteHistory
import Testing
import TestSupport

/// A page is light whatever is in it: a desk leaves it open, and it loads again with every alert.
@Suite struct PageSizeTests {
    private static let limit = 95_000
    private static let day: Duration = .seconds(86_400)

    /// Half hours of a stream over a month, most of them of the last day, as surprising as can be.
    private static func series(_ stream: Domain.Stream, _ random: inout SplitMix64) -> [SeriesPoint] {
        let now = SeriesPoint.start(of: PageScene.now)
        let recent = (0..<48).map { now - .seconds(1800 * $0) }
        let older = (1..<120).map { now - day * ($0 / 4) - .seconds(7200 * ($0 % 4)) }
        return Set(recent + older).map { start in
            // Few half hours surprise much, whatever happens: chance decides what is surprising.
            let share = Double(random.next() % 1024) / 1024
            let bits = 14 * share * share
            return SeriesPoint(
                stream, start: start, stories: 12, negative: 7, positive: 2, expected: 1.25, bits: bits)
        }
    }

    /// A theme with all that it can have.
    private static func theme(_ number: Int) -> Alert {
        let title = "Holdings \(number) recall drills after regulator opens investigation into lorvex"
        var alert = Alert.sample(
            "theme\(number)", of: .theme("lorvex\(number)"),
            headlines: (0..<8).map { _ in .init(title: title, link: nil, score: -0.9, words: ["recall"]) })
        alert.name = "lorvex\(number) outbreak (drills, recall, regulator)"
        alert.theme = .init(
            terms: ["lorvex\(number)", "outbreak"], began: PageScene.now - .seconds(7200),
            companies: (0..<32).map { .init(symbol: "S\($0)", name: "Company number \($0)", stories: 2) },
            sources: (0..<32).map { "publisher\($0).example" })
        alert.context.similar = [
            .init(id: "t0", at: PageScene.now - day, stream: .theme("lorvex outbreak"), title: "Lorvex")
        ]
        return alert
    }

    @Test func `The overview of a day on which everything happens stays under 95 KB, in all spans`()
        async throws
    {
        let titles = (0..<40).map {
            "Holdings recalls drill \($0) after regulator opens investigation"
        }
        let scene = try await PageScene(titles: titles)
        var random = SplitMix64(seed: 11)
        var commit = Commit { _, _ in NoticeRoute(receivers: ["log"], isSilenced: false) }
        commit.series = (0..<30).flatMap { Self.series(.entity("SYM\($0).XY"), &random) }
        commit.notices = (0..<8).map { number in
            var alert = Alert.sample("open\(number)", of: .entity("SYM\(number).XY"))
            alert.name = "Company number \(number)"
            return alert
        }
        commit.notices += (0..<4).map(Self.theme)
        try await scene.history.commit(commit)
        let ann = try await scene.visitor()
        for span in ["24h", "7d", "30d"] {
            let page = await scene.get("/?span=\(span)", [("Cookie", ann.cookie)])
            #expect(page.status == 200)
            #expect(page.text.contains("Company number 7") && page.text.contains("Emerging themes"))
            #expect(page.text.split(separator: "/headlines?stream=").count > 110)
            #expect(page.text.utf8.count < Self.limit, "\(span): \(page.text.utf8.count) bytes")
        }
    }
}

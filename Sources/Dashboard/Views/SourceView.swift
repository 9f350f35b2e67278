import Domain
import History

/// A feed as a row of a table or the head of its page.
enum SourceView {
    /// A row.
    static func row(_ feed: FeedHealth, _ visit: Visit) -> [String: Any] {
        let condition = feed.condition
        return [
            "id": feed.id, "title": feed.title, "url": feed.url, "kind": feed.kind.rawValue,
            "link": visit.link("/sources/\(percentEncoded(feed.id))"),
            "condition": condition.name, "isTrouble": condition.isTrouble,
            "shape": condition.isTrouble ? "▲" : isPaused(feed) ? "‖" : "●",
            "isPaused": isPaused(feed),
            "since": condition.since.map { [TimeView($0, at: visit.now)] } ?? [],
            "evidence": feed.evidence ?? "",
            "last": feed.polls.lastSuccess.map { [TimeView($0, at: visit.now)] } ?? [],
            "next": [TimeView(feed.polls.next, at: visit.now)],
            "failures": feed.polls.failures, "hasFailures": feed.polls.failures > 0,
            "error": feed.polls.lastError ?? "",
            "items": Numbers.grouped(feed.yield.items),
            "perDay": Numbers.brief(feed.yield.itemsPerDay),
            "delay": feed.yield.delay.map(TimeView.age) ?? "–",
            "pollAction": visit.link("/sources/poll"), "pauseAction": visit.link("/sources/pause"),
            "resumeAction": visit.link("/sources/resume"),
        ]
    }

    static func isPaused(_ feed: FeedHealth) -> Bool {
        if case .paused = feed.condition { return true }
        return false
    }

    /// The table of some feeds.
    static func table(_ feeds: [FeedHealth]) -> Table {
        var table = Table(
            "sources",
            [
                "id", "title", "url", "kind", "condition", "since", "evidence", "last_poll", "last_success",
                "next", "failures", "last_error", "items", "items_per_day", "delay_seconds",
            ])
        for feed in feeds {
            table.add([
                .text(feed.id), .text(feed.title), .text(feed.url), .text(feed.kind.rawValue),
                .text(feed.condition.name), Cell(feed.condition.since), Cell(feed.evidence),
                Cell(feed.polls.last), Cell(feed.polls.lastSuccess), .time(feed.polls.next),
                .whole(feed.polls.failures), Cell(feed.polls.lastError), .whole(feed.yield.items),
                Cell(feed.yield.itemsPerDay), Cell(feed.yield.delay?.inSeconds),
            ])
        }
        return table
    }
}

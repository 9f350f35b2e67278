import Domain
import History

extension Site {
    /// How long a silence can be asked for on a page.
    static let silenceTimes = ["30m", "2h", "8h", "1d", "7d"]
    private static let previewSpan: Duration = .seconds(30 * 86400)
    private static let endedSpan: Duration = .seconds(30 * 86400)
    private static let previewShown = 20

    /// What is silenced, and a form with a preview for a new silence.
    func silences(_ visit: Visit) async throws -> Page {
        let active = try await reader.silences(at: visit.now)
        let ended = try await reader.endedSilences(in: (visit.now - Self.endedSpan)..<visit.now)
        let wanted = visit.parameter("streams")
        var preview: (count: Int, latest: [ArchivedAlert]) = (0, [])
        if let wanted {
            _ = try StreamPattern(typed: wanted)
            preview = try await silencePreview(wanted, visit, shown: Self.previewShown)
        }
        return Page(
            "Silences", template: "silences", section: "silences",
            content: [
                "silences": active.map { Self.row($0, visit) }, "hasSilences": !active.isEmpty,
                "ended": ended.map { Self.row($0, visit) }, "hasEnded": !ended.isEmpty,
                "endedCount": Numbers.grouped(ended.count), "endAction": visit.link("/silences/end"),
                "wanted": wanted ?? "", "hasWanted": wanted != nil, "previewAction": visit.link("/silences"),
                "addAction": visit.link("/silences/add"),
                "times": Self.silenceTimes.map {
                    ["value": $0, "isChosen": $0 == (visit.parameter("for") ?? "2h")] as [String: Any]
                },
                "muted": Numbers.counted(preview.count, "alert", "alerts"),
                "preview": preview.latest.map { AlertView.row($0, visit) },
                "hasPreview": !preview.latest.isEmpty,
            ], tables: [Self.table(active + ended, now: visit.now)])
    }

    /// The alerts of the last 30 days that a silence would have kept from the sinks.
    func silencePreview(
        _ streams: String, _ visit: Visit, shown: Int
    ) async throws -> (count: Int, latest: [ArchivedAlert]) {
        try await reader.audible(
            streams, in: (visit.now - Self.previewSpan)..<(visit.now + .seconds(1)), limit: shown)
    }

    /// The silences of a stream, those of the last 30 days that have ended last.
    func silences(of stream: Stream, _ visit: Visit) async throws -> [[String: Any]] {
        let active = try await reader.silences(at: visit.now)
        let ended = try await reader.endedSilences(in: (visit.now - Self.endedSpan)..<visit.now)
        return (active + ended).filter { $0.covers(stream) }.map {
            Self.row($0, visit).merging(["isOver": $0.until <= visit.now]) { $1 }
        }
    }

    private static func row(_ silence: Silence, _ visit: Visit) -> [String: Any] {
        [
            "id": silence.id, "streams": silence.streams, "from": TimeView(silence.from, at: visit.now),
            "until": TimeView(silence.until, at: visit.now),
            "left": silence.until > visit.now ? TimeView.age(silence.until - visit.now) : "",
            "by": silence.by, "reason": silence.reason ?? "",
            "extend": visit.link("/silences", [("streams", silence.streams), ("for", "1d")]),
        ]
    }

    private static func table(_ silences: [Silence], now: Instant) -> Table {
        var table = Table("silences", ["id", "streams", "from", "until", "active", "by", "reason"])
        for silence in silences {
            table.add([
                .whole(Int(silence.id)), .text(silence.streams), .time(silence.from), .time(silence.until),
                .flag(silence.until > now && silence.from <= now), .text(silence.by), Cell(silence.reason),
            ])
        }
        return table
    }
}

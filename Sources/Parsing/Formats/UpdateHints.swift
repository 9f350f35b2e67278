import Domain

// When a channel asks to be polled again: `ttl`, `skipHours` and `skipDays` of RSS, and the Syndication
// module of RSS 1.0 (web.resource.org/rss/1.0/modules/syndication), which Atom feeds use as well.

func updateHints(_ channel: XMLNode) -> UpdateHints {
    let minutes = channel.childText("ttl", in: channel.namespace).flatMap { Int($0) }.flatMap {
        $0 > 0 ? $0 : nil
    }
    let hours = (channel.child("skipHours")?.children("hour") ?? []).compactMap { Int($0.allText.trimmed) }
    let names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
    let days = (channel.child("skipDays")?.children("day") ?? []).compactMap { day in
        names.firstIndex { day.allText.trimmed.lowercased().hasPrefix($0) }
    }
    return UpdateHints(
        seconds: [minutes.map { min($0, 10_000_000) * 60 }, syndicationPeriod(channel)].compactMap { $0 }
            .max(),
        // Some count the hours from 1 to 24.
        skippedHours: hours.filter { (0...24).contains($0) }.map { $0 % 24 }, skippedDays: days)
}

/// Seconds of the period, divided by the changes in it.
private func syndicationPeriod(_ channel: XMLNode) -> Int? {
    guard let period = channel.childText("updatePeriod", in: Namespace.syndication)?.lowercased() else {
        return nil
    }
    let seconds = [
        "hourly": 3600, "daily": 86400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000,
    ]
    let frequency = channel.childText("updateFrequency", in: Namespace.syndication).flatMap { Int($0) } ?? 1
    return seconds[period].map { $0 / max(frequency, 1) }
}

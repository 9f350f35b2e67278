public import Domain

extension Alert {
    /// What happened, to whom, how unusual that is, since when and who reports it, in plain words.
    ///
    /// - Parameter evidence: One of each story, the one that says best what happened first.
    func describe(_ surprise: Surprise, evidence: [Evidence]) -> String {
        let quality = kind.quality
        let lead =
            evidence.first.map { "“\($0.title)” is" + (measures.observed == 1 ? "" : " one of") }
            ?? "There are"
        let began =
            evidence.map(\.at).min().map { (measures.observed == 1 ? ", " : ", the first ") + inWords($0) }
            ?? ""
        let many = counted(measures.observed, "\(quality) story", "\(quality) stories")
        let reporters =
            measures.sources == 1
            ? "Only one source reports \(measures.observed == 1 ? "it" : "them")."
            : "\(measures.sources) independent sources report them."
        let share =
            kind.isShare
            ? " \(percent(measures.share)) of its \(measures.stories) stories are \(quality); \(percent(measures.baselineShare)) is normal."
            : ""
        return """
            \(lead) \(many) about \(stream.inWords(name: name)) within \(measures.window.spelled)\(began); \
            \(surprise.normal).\(share) \(reporters) By chance alone, this would happen \(rarity(measures.falseAlarmsPerMonth)).
            """
    }

    /// When something happened, seen from the notice: `at 11:36 UTC`, `on 3 March at 11:36 UTC`.
    private func inWords(_ time: Instant) -> String {
        let civil = CivilTime(time)
        let hour = "at \(time.hourAndMinute) UTC"
        let isToday = time.milliseconds / 86_400_000 == at.milliseconds / 86_400_000
        return isToday ? hour : "on \(civil.day) \(CivilTime.monthNames[civil.month - 1]) \(hour)"
    }
}

extension Surprise {
    /// How many stories are normal, in words that need no window below one.
    fileprivate var normal: String {
        if expected >= 1 { return "about \(expected.places(1)) are normal" }
        let days = window / .seconds(86400) / expected
        if days < 1.5 { return "about one a day is normal" }
        if days < 60 { return "about one every \(Int(days.rounded())) days is normal" }
        return days < 365
            ? "about one every \(Int((days / 30).rounded())) months is normal"
            : "fewer than one a year is normal"
    }
}

extension Duration {
    /// The duration for a sentence: `30 minutes`, `2 hours`, `3 days`.
    fileprivate var spelled: String {
        let minutes = Int(inMilliseconds / 60_000)
        if minutes < 60 { return counted(minutes, "minute", "minutes") }
        return minutes < 48 * 60
            ? counted(minutes / 60, "hour", "hours") : counted(minutes / 1440, "day", "days")
    }
}

extension Alert {
    /// The same alert with sentences about those that fired with it, and those that are told with it.
    ///
    /// - Parameter names: What people call the entities, by symbol.
    public func with(namesOfJoined names: [String: String]) -> Alert {
        guard state == .firing else { return self }
        func inWords(_ streams: [Stream]) -> String {
            streams.map { $0.inWords(name: $0.symbol.flatMap { names[$0] }) }.joined(separator: "; ")
        }
        var alert = self
        if !joined.isEmpty {
            alert.explanation +=
                " Alerts about \(joined.count) other entities fired in the six hours before, more than chance explains: \(inWords(joined))."
        }
        if !touched.isEmpty { alert.explanation += " It also covers alerts about \(inWords(touched))." }
        return alert
    }

    /// The same alert with the price of its entity and how it moved.
    public func with(quote: QuoteMove?) -> Alert {
        guard let quote else { return self }
        let words = (quote.change1h ?? quote.change1d).map {
            " The price \(movement($0)) in the past \(quote.change1h == nil ? "day" : "hour")."
        }
        var alert = self
        alert.context.quote = quote
        alert.explanation += words ?? ""
        return alert
    }

    /// The same alert with earlier ones like it, the most similar first.
    ///
    /// - Parameter names: What people call the entities, by symbol.
    public func with(similar: [Earlier], names: [String: String] = [:]) -> Alert {
        var alert = self
        alert.context.similar = similar
        if let last = similar.first, at > last.at {
            let days = Int((at - last.at).inSeconds / 86400)
            let ago = days == 0 ? "less than a day" : days == 1 ? "a day" : "\(days) days"
            alert.explanation +=
                " The last similar alert was \(ago) earlier, about \(last.stream.inWords(name: last.stream.symbol.flatMap { names[$0] })): \(last.title)."
        }
        return alert
    }

    /// Blind feeds that an alert names at most.
    private static let blindSourcesShown = 20

    /// The same alert with the watched feeds that are blind.
    public func with(blind: [BlindFeed]) -> Alert {
        var alert = self
        alert.context.blindSources = blind.prefix(Self.blindSourcesShown).map(\.id)
        if let first = blind.first {
            let others =
                blind.count > 1
                ? " and \(counted(blind.count - 1, "more feed", "more feeds")) are unavailable"
                : " is unavailable"
            alert.explanation += " Coverage is incomplete: \(first.title)\(others)."
        }
        return alert
    }
}

private func rarity(_ perMonth: Double) -> String {
    guard perMonth > 0 else { return "practically never" }
    let months = 1 / perMonth
    if months < 2 { return "\(perMonth.places(1)) times a month" }
    if months < 24 { return "once in \(Int(months.rounded())) months" }
    return months < 12_000 ? "once in \(Int((months / 12).rounded())) years" : "less than once in 1,000 years"
}

/// How a price moved, with one decimal place of a percent.
private func movement(_ change: Double) -> String {
    let size = (abs(change) * 100).places(1)
    return size == 0 ? "hardly moved" : "\(change < 0 ? "fell" : "rose") \(size)%"
}

private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))%" }

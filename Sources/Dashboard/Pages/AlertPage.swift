import Charts
import Domain
import History

extension Site {
    /// One alert: why, since when, who was told, who answered, and what happened around it.
    func alert(_ id: String, _ visit: Visit) async throws -> Page {
        guard let history = try await reader.alertHistory(of: id, at: visit.now) else {
            throw Failure.notFound(
                "There is no alert \(id). Alerts are kept for good; look for it among them.")
        }
        let alert = history.alert.latest
        let range = Self.around(history.alert, now: visit.now)
        async let timeline = timeline(
            of: alert.stream, name: alert.name, in: range.range, step: range.step, visit)
        // It reads thousands of alerts and prices: people ask for it.
        let isStudied = visit.parameter("study") != nil || visit.format != .html
        async let studied = isStudied ? study(of: history) : nil
        var query = HeadlineQuery()
        query.stream = alert.stream.rule == nil ? alert.stream : nil
        // An open alert goes on to take in stories after its latest notice.
        let end = alert.state == .firing ? max(visit.now, alert.at) : alert.at
        query.span = (history.alert.firedAt - alert.measures.window)..<(end + .seconds(1))
        query.limit = 40
        let headlines = alert.stream.kind == .source ? [] : try await reader.headlines(query).headlines
        let preview = try await silencePreview(alert.stream.name, visit, shown: 0)
        let sources = try await coverage(headlines, alert, visit)
        let silences = try await silences(of: alert.stream, visit)
        let drawn = try await timeline
        let study = try await studied
        return Page(
            alert.stream.inWords(name: alert.name), template: "alert", section: "alerts",
            content: [
                "alert": AlertView.row(history.alert, visit), "stream": alert.stream.name,
                "numbers": Self.numbers(alert, visit),
                "quote": QuoteView.content(alert, drawn.timeline.prices),
                "study": StudyView.content(study),
                "studyLink": isStudied || alert.context.quote == nil
                    ? "" : visit.link("/alerts/\(id)", [("study", "1")]),
                "timeline": drawn.content(visit),
                "headlines": alert.headlines.map { Self.headline($0) },
                "asHeadlines": ["headlines": headlines.map { HeadlineView.row($0, visit, of: alert.stream) }],
                "hasStories": !headlines.isEmpty, "sources": sources,
                "joined": alert.joined.map { ["name": $0.inWords(), "link": visit.link(to: $0)] },
                "hasJoined": !alert.joined.isEmpty,
                "similar": alert.context.similar.map { Self.earlier($0, visit) },
                "hasSimilar": !alert.context.similar.isEmpty,
                "notices": history.notices.map { Self.notice($0, visit) },
                "answers": history.alert.feedback.map { Self.answer($0, visit) },
                "hasAnswers": !history.alert.feedback.isEmpty,
                "hasDead": history.notices.contains { $0.sinks.contains { $0.pending?.isDead == true } },
                "retryAction": visit.link("/deliveries/retry"),
                "silences": silences, "hasSilences": !silences.isEmpty,
                "muted": Numbers.counted(preview.count, "alert", "alerts"),
                "codes": Feedback.Code.allCases.map(\.rawValue),
            ],
            tables: [
                AlertView.table([history.alert]), Self.table(history.notices), HeadlineView.table(headlines),
                drawn.table, StudyView.table(study),
            ])
    }

    /// From a day before the alert to a day after its last notice, in whole steps.
    private static func around(
        _ alert: ArchivedAlert, now: Instant
    ) -> (range: Range<Instant>, step: Duration) {
        let day: Duration = .seconds(86400)
        let end = min(alert.latest.at + day, now)
        let length = end - (alert.firedAt - day)
        let step: Duration =
            length <= .seconds(2 * 86400)
            ? .seconds(1800) : length <= .seconds(4 * 86400) ? .seconds(3600) : .seconds(3 * 3600)
        let width = step.inMilliseconds
        let first = (alert.firedAt - day).milliseconds / width * width
        let last = (end.milliseconds / width + 1) * width
        return (Instant(milliseconds: first)..<Instant(milliseconds: last), step)
    }

    private static func numbers(_ alert: Alert, _ visit: Visit) -> [[String: Any]] {
        let measures = alert.measures
        func row(_ name: String, _ value: String) -> [String: Any] { ["name": name, "value": value] }
        guard alert.stream.kind != .source else { return [] }
        var rows = [
            row("Window", measures.window.inWords),
            row("Stories that are \(alert.kind.quality)", Numbers.grouped(measures.observed)),
            row("Expected", Numbers.brief(measures.expected)),
            row(
                "Of all stories",
                "\(Numbers.percent(measures.share)), usually \(Numbers.percent(measures.baselineShare))"),
            row("Surprise", "\(Numbers.brief(measures.surpriseBits)) bits"),
            row("By chance", chance(measures.falseAlarmsPerMonth)),
            row("Sources", Numbers.grouped(measures.sources)),
        ]
        if let late = alert.lateness { rows.append(row("Late by", late.inWords)) }
        if let rule = alert.rule { rows.append(row("Rule", rule)) }
        if let ranking = alert.context.ranking { rows.append(row("Ranking", ranking)) }
        return rows
    }

    /// How often such a stream fires by chance.
    private static func chance(_ perMonth: Double) -> String {
        if perMonth >= 0.1 { return "\(Numbers.brief(perMonth)) times a month in such a stream" }
        let years = 1 / (perMonth * 12)
        guard years < 1000 else { return "less than once in 1,000 years in such a stream" }
        return
            "once in \(years < 2 ? "\(Numbers.brief(years * 12)) months" : "\(Numbers.brief(years)) years") in such a stream"
    }

    private static func headline(_ headline: Alert.Headline) -> [String: Any] {
        let words = headline.words.enumerated().map { WordWeight(word: $1, weight: $0 == 0 ? 0.3 : 0.15) }
        var row: [String: Any] = [
            "title": MarkedTitle(headline.title, words: words),
            "score": Numbers.signed(Double(headline.score)),
            "tone": headline.score < 0 ? "negative" : "positive",
        ]
        if let link = headline.link, HeadlineView.isWeb(link) { row["link"] = link }
        return row
    }

    private static func earlier(_ earlier: Alert.Earlier, _ visit: Visit) -> [String: Any] {
        [
            "link": visit.link("/alerts/\(earlier.id)"), "at": TimeView(earlier.at, at: visit.now),
            "name": earlier.stream.inWords(), "title": earlier.title,
        ]
    }

    private static func notice(_ delivered: DeliveredNotice, _ visit: Visit) -> [String: Any] {
        let notice = delivered.notice
        return [
            "at": TimeView(notice.at, at: visit.now),
            "state": notice.state == .resolved ? "resolved" : notice.sequence == 0 ? "fired" : "sent again",
            "severity": AlertView.severity(notice.severity), "explanation": notice.explanation,
            "isSilenced": delivered.isSilenced, "isToldWith": notice.toldBy != nil,
            "sinks": delivered.sinks.map { sink in
                [
                    "id": sink.id, "isDead": sink.pending?.isDead == true,
                    "state": sink.pending.map {
                        $0.isDead ? "given up" : $0.attempts > 0 ? "failed \($0.attempts)×" : "waiting"
                    } ?? "delivered",
                    "error": sink.pending?.lastError ?? "",
                ] as [String: Any]
            },
        ]
    }

    static func answer(_ answer: Feedback, _ visit: Visit) -> [String: Any] {
        [
            "what": answer.kind.rawValue, "by": answer.by, "at": TimeView(answer.at, at: visit.now),
            "reason": answer.reason ?? "", "code": answer.code?.rawValue ?? "",
            "until": answer.until.map { [TimeView($0, at: visit.now)] } ?? [],
        ]
    }

    private static func table(_ notices: [DeliveredNotice]) -> Table {
        var table = Table(
            "notices",
            ["alert", "sequence", "at", "state", "severity", "silenced", "sinks", "waiting", "explanation"])
        for delivered in notices {
            table.add([
                .text(delivered.notice.id), .whole(delivered.notice.sequence), .time(delivered.notice.at),
                .text(delivered.notice.state.rawValue), .text(delivered.notice.severity.rawValue),
                .flag(delivered.isSilenced), .list(delivered.sinks.map(\.id)),
                .list(delivered.sinks.filter { $0.pending != nil }.map(\.id)),
                .text(delivered.notice.explanation),
            ])
        }
        return table
    }

    /// Which sources carried the stories, which are silent, and which cannot see.
    private func coverage(
        _ headlines: [StoredHeadline], _ alert: Alert, _ visit: Visit
    ) async throws -> [String: Any] {
        let news = try await reader.feedHealth(at: visit.now).filter { $0.kind == .news }
        var counts: [String: Int] = [:]
        for headline in headlines { counts[headline.feed, default: 0] += 1 }
        func link(_ feed: FeedHealth, _ words: String) -> [String: Any] {
            ["title": feed.title, "link": visit.link("/sources/\(percentEncoded(feed.id))"), "words": words]
        }
        let told = news.filter { counts[$0.id] != nil }.sorted { (counts[$0.id] ?? 0) > (counts[$1.id] ?? 0) }
        let blind = news.filter { counts[$0.id] == nil && $0.condition.isTrouble }
        let silent = news.count - told.count - blind.count
        return [
            "told": told.map { link($0, Numbers.counted(counts[$0.id] ?? 0, "headline", "headlines")) },
            "hasTold": !told.isEmpty,
            "silent": Numbers.counted(max(silent, 0), "other source has", "other sources have"),
            "hasSilent": silent > 0,
            "blind": blind.prefix(12).map { link($0, $0.condition.name) }, "hasBlind": !blind.isEmpty,
        ]
    }
}

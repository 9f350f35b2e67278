import Domain
import History

extension Site {
    private static let themesShown = 100
    /// Themes on the overview.
    private static let themesOnOverview = 4

    /// The themes of a span, those that are open first.
    func themes(_ visit: Visit) async throws -> Page {
        let span = try visit.parameter("span") == nil ? .month : visit.span()
        var query = AlertQuery()
        query.streams = StreamPattern("theme:*")
        query.span = span.range(until: visit.now)
        query.limit = Self.themesShown
        var themes: [ThemeView] = []
        for archived in AlertView.inOrder(try await reader.alerts(query, at: visit.now)) {
            themes.append(try await themeView(archived, visit))
        }
        let shown = themes
        return Page(
            "Themes", template: "themes", section: "streams",
            content: [
                "spans": visit.spanLinks(Span.allCases, current: span), "span": span.words,
                "themes": shown.map { $0.row(visit) }, "hasThemes": !shown.isEmpty,
                "isCut": shown.count == Self.themesShown, "limit": Self.themesShown,
            ], tables: [ThemeView.table(shown)])
    }

    /// Of open alerts, the themes, as the overview has them.
    static func themes(among open: [ArchivedAlert]) -> [ThemeView] {
        open.filter { $0.latest.stream.kind == .theme }.prefix(themesOnOverview).map { ThemeView($0) }
    }

    /// What the latest alert of a theme says of it; nil for other streams, and for words that never were one.
    func theme(_ stream: Stream, _ visit: Visit) async throws -> ThemeView? {
        guard stream.kind == .theme, let pattern = StreamPattern(stream.name) else { return nil }
        var query = AlertQuery()
        query.streams = pattern
        query.limit = 1
        guard let latest = try await reader.alerts(query, at: visit.now).first else { return nil }
        return try await themeView(latest, visit)
    }

    private func themeView(_ archived: ArchivedAlert, _ visit: Visit) async throws -> ThemeView {
        guard archived.latest.state == .resolved else { return ThemeView(archived) }
        let notices = try await reader.alertHistory(of: archived.latest.id, at: visit.now)?.notices ?? []
        return ThemeView(archived, told: notices.last { $0.notice.state == .firing }?.notice)
    }
}

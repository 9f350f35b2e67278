import Domain
import History

/// A theme as a row of a table or the head of its page: what it is called, since when, what is said, by whom,
/// and whom it touches.
struct ThemeView {
    /// Headlines, companies and sources that a row shows.
    private static let headlinesShown = 2
    private static let companiesShown = 5
    private static let sourcesShown = 3

    /// The alert as it is now.
    let archived: ArchivedAlert
    /// Its latest notice that shows headlines: the one that it ended has none.
    let told: Alert

    init(_ archived: ArchivedAlert, told: Alert? = nil) {
        self.archived = archived
        self.told = told ?? archived.latest
    }

    private var alert: Alert { archived.latest }
    private var companies: [Alert.Theme.Company] { alert.theme?.companies ?? [] }
    private var sources: [String] { alert.theme?.sources ?? [] }
    private var began: Instant { alert.theme?.began ?? archived.firedAt }
    private var ended: Instant? { alert.state == .resolved ? alert.at : nil }

    /// A row.
    func row(_ visit: Visit) -> [String: Any] {
        let others = sources.count - Self.sourcesShown
        var row: [String: Any] = [
            "name": alert.name ?? alert.stream.subject, "link": visit.link(to: alert.stream),
            "began": TimeView(began, at: visit.now),
            "headlines": told.headlines.prefix(Self.headlinesShown).map(\.title),
            "stories": Numbers.grouped(alert.measures.observed),
            "sources": sources.prefix(Self.sourcesShown).joined(separator: ", ")
                + (others > 0 ? " and \(Numbers.counted(others, "other", "others"))" : ""),
            "companies": companies.prefix(Self.companiesShown).map(\.name).joined(separator: ", "),
        ]
        if let ended { row["ended"] = TimeView(ended, at: visit.now) }
        if let earlier = told.context.similar.first {
            row["resembles"] = resembled(earlier, visit)
        }
        return row
    }

    /// All that is known of it.
    func facts(_ visit: Visit) -> [String: Any] {
        var facts = row(visit)
        facts["alert"] = visit.link("/alerts/\(alert.id)")
        facts["words"] = (alert.theme?.terms ?? []).joined(separator: ", ")
        facts["headlines"] = told.headlines.map(\.title)
        facts["sources"] = sources.joined(separator: ", ")
        facts["companies"] = companies.map { company in
            [
                "name": company.name, "link": visit.link(to: .entity(company.symbol)),
                "stories": Numbers.counted(company.stories, "story", "stories"),
            ]
        }
        facts["hasCompanies"] = !companies.isEmpty
        facts["resembles"] = told.context.similar.map { resembled($0, visit) }
        facts["hasResembles"] = !told.context.similar.isEmpty
        return facts
    }

    private func resembled(_ earlier: Alert.Earlier, _ visit: Visit) -> [String: Any] {
        [
            "name": earlier.stream.inWords(), "link": visit.link("/alerts/\(earlier.id)"),
            "at": TimeView(earlier.at, at: visit.now),
        ]
    }

    /// The table of some themes.
    static func table(_ themes: [ThemeView]) -> Table {
        var table = Table(
            "themes",
            [
                "stream", "name", "terms", "began", "fired_at", "ended", "stories", "sources", "reported_by",
                "companies", "headlines", "resembles", "alert",
            ])
        for theme in themes {
            let alert = theme.alert
            table.add([
                .text(alert.stream.name), Cell(alert.name), .list(alert.theme?.terms ?? []),
                .time(theme.began), .time(theme.archived.firedAt), Cell(theme.ended),
                .whole(alert.measures.observed), .whole(alert.measures.sources), .list(theme.sources),
                .list(theme.companies.map(\.symbol)), .list(theme.told.headlines.map(\.title)),
                .list(theme.told.context.similar.map(\.id)), .text(alert.id),
            ])
        }
        return table
    }
}

import Domain
import History

extension Site {
    private static let entitiesShown = 300

    /// The names that no catalogue lists, with what becomes of them, and forms to decide.
    func entities(_ visit: Visit) async throws -> Page {
        var filter = EntityRecord.Filter(text: visit.parameter("q"), limit: Self.entitiesShown)
        if let text = visit.parameter("status") {
            guard let status = EntityRecord.Status(rawValue: text) else {
                throw Failure.invalid("Unknown status \"\(text)\".")
            }
            filter.status = status
        }
        let records = try await reader.entityRecords(filter)
        let statuses = [("", "any")] + EntityRecord.Status.allCases.map { ($0.rawValue, $0.rawValue) }
        return Page(
            "Entities", template: "entities", section: "entities",
            content: [
                "entities": records.map { Self.row($0, visit) }, "hasEntities": !records.isEmpty,
                "count": Numbers.counted(records.count, "name", "names"),
                "statuses": visit.choices("status", statuses.map { (value: $0.0, words: $0.1) }),
                "text": filter.text ?? "", "filterAction": visit.link("/entities"),
                "acceptAction": visit.link("/entities/accept"), "mergeAction": visit.link("/entities/merge"),
                "ignoreAction": visit.link("/entities/ignore"),
            ], tables: [Self.table(records)])
    }

    private static func row(_ record: EntityRecord, _ visit: Visit) -> [String: Any] {
        var row: [String: Any] = [
            "name": record.name, "status": record.status.rawValue, "stories": Numbers.grouped(record.stories),
            "sources": record.sources.joined(separator: ", "), "by": record.by ?? "",
            "isAccepted": record.status == .accepted, "isIgnored": record.status == .ignored,
        ]
        if let first = record.firstSeen { row["first"] = TimeView(first, at: visit.now) }
        if let last = record.lastSeen { row["last"] = TimeView(last, at: visit.now) }
        if let symbol = record.symbol {
            row["stream"] = ["symbol": symbol, "link": visit.link(to: .entity(symbol))]
        }
        return row
    }

    private static func table(_ records: [EntityRecord]) -> Table {
        var table = Table(
            "entities",
            ["name", "status", "symbol", "link", "stories", "sources", "first_seen", "last_seen", "by"])
        for record in records {
            table.add([
                .text(record.name), .text(record.status.rawValue), Cell(record.symbol), Cell(record.link),
                .whole(record.stories), .list(record.sources), Cell(record.firstSeen), Cell(record.lastSeen),
                Cell(record.by),
            ])
        }
        return table
    }
}

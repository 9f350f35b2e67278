public import ArgumentParser
import Domain
public import History

struct ListEntities: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Print the names that no catalogue lists, those with the most recent stories first.",
        discussion: """
            Prints {"name","status","symbol","link","stories","sources","first_seen","last_seen","by"} for each: status is \
            candidate, watched, accepted, merged or ignored; symbol is that of its stream; link repeats it if it is a listed symbol \
            or that of another entity; by is who decided. Candidates of a single story are listed with --status candidate only.
            """)

    @Option(help: "Only names of this status: candidate, watched, accepted, merged or ignored.")
    var status: EntityRecord.Status?
    @Option(help: "Only names that contain this text, in any case.") var matching: String?
    @Option(help: "The most names to print.") var limit = 500
    @OptionGroup var options: DatabaseOptions

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit must be at least 1") }
    }

    func run() async throws {
        try await Failure.reported {
            try await Self.list(.init(status: status, text: matching, limit: limit), options)
        }
    }

    /// Prints the names that pass a filter.
    static func list(_ filter: EntityRecord.Filter, _ options: DatabaseOptions) async throws {
        for record in try await options.openReader().entityRecords(filter) {
            printLine(try jsonLine(EntityRecordLine(record: record)))
        }
    }
}

extension EntityRecord.Status: ExpressibleByArgument {}

/// A name as `entities list` prints it; what is not known is null.
struct EntityRecordLine: Encodable {
    let record: EntityRecord

    private enum CodingKeys: String, CodingKey {
        case name, status, symbol, link, stories, sources, by
        case firstSeen = "first_seen"
        case lastSeen = "last_seen"
    }

    func encode(to encoder: any Encoder) throws {
        var line = encoder.container(keyedBy: CodingKeys.self)
        try line.encode(record.name, forKey: .name)
        try line.encode(record.status.rawValue, forKey: .status)
        try line.encode(record.symbol, forKey: .symbol)
        try line.encode(record.link, forKey: .link)
        try line.encode(record.stories, forKey: .stories)
        try line.encode(record.sources, forKey: .sources)
        try line.encode(record.firstSeen?.rfc3339, forKey: .firstSeen)
        try line.encode(record.lastSeen?.rfc3339, forKey: .lastSeen)
        try line.encode(record.by, forKey: .by)
    }
}

import ArgumentParser
import Domain
import History
import Mentions
import Monitoring

struct AcceptEntity: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept", abstract: "Watch a name as a company, starting with its next story.")

    @Argument(help: "The name, as texts write it.") var name: String
    @OptionGroup var signature: Signature
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        try await Failure.reported {
            try await decide(name, .accepted, signature, in: try await options.openWriter())
        }
    }
}

struct MergeEntity: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Treat a name as another name for an entity, starting with its next story.")

    @Argument(help: "The name, as texts write it.") var name: String
    @Argument(help: "The symbol of the entity that it names.") var symbol: String
    @Flag(help: "Merge it even if the symbol is unknown.") var force = false
    @OptionGroup var signature: Signature
    @OptionGroup var options: DatabaseOptions

    func validate() throws {
        if Stream(name: "entity:\(symbol)")?.kind != .entity {
            throw ValidationError("\"\(symbol)\" is not a symbol")
        }
    }

    func run() async throws {
        try await Failure.reported {
            let database = try await options.openWriter()
            if !force, !(try await database.entities().contains { $0.symbol == symbol }),
                !(try await database.listings().contains { $0.symbol == symbol })
            {
                throw Failure.badData("no entity has the symbol \"\(symbol)\" (--force merges anyway)")
            }
            try await decide(name, .merged, symbol: symbol, signature, in: database)
        }
    }
}

struct IgnoreEntity: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ignore", abstract: "Never watch a name.")

    @Argument(help: "The name, as texts write it.") var name: String
    @OptionGroup var signature: Signature
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        try await Failure.reported {
            try await decide(name, .ignored, signature, in: try await options.openWriter())
        }
    }
}

/// Remembers a decision and prints the name as it is listed from now on.
private func decide(
    _ written: String, _ kind: EntityChoice.Kind, symbol: String? = nil, _ signature: Signature,
    in database: any HistoryStore
) async throws {
    guard let name = CompanyName(written) else { throw Failure.badData("\"\(written)\" is not a name") }
    var choice = EntityChoice(
        key: name.key, name: name.text, kind: kind, symbol: symbol, by: signature.name,
        at: SystemClock().now())
    choice.reason = signature.reason
    try await database.choose(choice)
    for record in try await database.entityRecords(.init(name: name.key)) where record.key == name.key {
        printLine(try jsonLine(EntityRecordLine(record: record)))
    }
}

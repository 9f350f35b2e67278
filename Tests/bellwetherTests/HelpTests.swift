import ArgumentParser
import Testing

@testable import bellwether

/// What every command says of itself.
@Suite struct HelpTests {
    /// A command with the words that call it.
    struct Named: CustomTestStringConvertible, Sendable {
        let command: any ParsableCommand.Type
        let testDescription: String
    }

    static let commands = all(below: Bellwether.self, path: [])

    private static func all(below root: any ParsableCommand.Type, path: [String]) -> [Named] {
        root.configuration.subcommands.flatMap { command in
            let words = path + [command._commandName]
            return [Named(command: command, testDescription: words.joined(separator: " "))]
                + all(below: command, path: words)
        }
    }

    @Test(arguments: commands)
    func `A command has an abstract that is an imperative sentence, and help for each argument`(
        named: Named
    ) throws {
        let abstract = named.command.configuration.abstract
        #expect(abstract.hasSuffix("."))
        let verb = try #require(abstract.split(separator: " ").first)
        #expect(!verb.hasSuffix("s") || verb == "Dismiss", "\(abstract)")
        let help = named.command.helpMessage(columns: 200)
        let options = help.split(separator: "\n").filter { $0.hasPrefix("  -") || $0.hasPrefix("  <") }
        for option in options {
            #expect(option.drop { $0 == " " }.firstRange(of: "  ") != nil, "no help: \(option)")
        }
    }

    @Test func `Commands are found by the names that the pages use`() throws {
        let names = Set(Self.commands.map(\.testDescription))
        for name in [
            "run", "check", "config dump", "config example", "config reference", "feeds import", "doctor",
        ] {
            #expect(names.contains(name), "\(name)")
        }
        #expect(Self.commands.count > 30)
    }
}

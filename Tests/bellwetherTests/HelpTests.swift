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
    func `A command has an abstract that says what it does, and help for each argument`(
        named: Named
    ) {
        let abstract = named.command.configuration.abstract
        #expect(abstract.hasSuffix("."))
        // An imperative: "Print", not "Prints" or "The".
        let verb = abstract.prefix { $0.isLetter }
        #expect(
            verb == "Dismiss" || !verb.hasSuffix("s") && !["The", "A", "How"].contains(verb), "\(abstract)")
        // An argument's help is behind it, or on the next line where the argument is long.
        let lines: [Substring] = named.command.helpMessage(columns: 200).split(separator: "\n") + [""]
        for (line, next) in zip(lines, lines.dropFirst()) where line.hasPrefix("  -") || line.hasPrefix("  <")
        {
            let words = line.split(separator: " ").drop { $0.hasPrefix("-") || $0.hasPrefix("<") }
            let isHelped = !words.isEmpty || next.hasPrefix("          ")
            #expect(isHelped, "no help: \(line)")
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

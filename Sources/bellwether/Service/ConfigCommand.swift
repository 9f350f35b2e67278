import ArgumentParser

struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Print the configuration in effect, an example, or all keys.",
        subcommands: [DumpConfiguration.self, ExampleConfiguration.self, ConfigurationReference.self],
        defaultSubcommand: DumpConfiguration.self)
}

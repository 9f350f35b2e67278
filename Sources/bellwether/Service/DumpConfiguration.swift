import ArgumentParser
import Catalogues

struct DumpConfiguration: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dump",
        abstract: "Print the configuration in effect as one JSON object, with defaults filled in.",
        discussion: """
            The output is a configuration itself. Secrets are printed as their names; addresses that may be secrets \
            themselves, such as those of sinks, end after the host unless --addresses is given.
            """)

    @Option(help: "The configuration file of the daemon.") var config = Configuration.standardPath
    @Option(help: "The model weights; rules may name their topics.") var weights: String?
    @Flag(help: "Print whole addresses.") var addresses = false

    func run() async throws {
        try await Failure.reported {
            var configuration = try Configuration.read(config)
            _ = try configuration.catalogue(for: try Installation.weights(weights))
            configuration.threads = configuration.threads ?? availableCores()
            printLine(try configuration.json(showingAddresses: addresses))
        }
    }
}

import ArgumentParser
import Catalogues

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Validates the configuration and its catalogues; an error names file and line.")

    @Option(help: "The configuration.") var config = "/etc/bellwether/bellwether.yaml"
    @Option(help: "The weights, whose topics rules may name.") var weights: String?

    func run() async throws {
        try await Failure.reported {
            let configuration = try Configuration.read(config)
            let catalogue = try configuration.catalogue(for: try Installation.weights(weights))
            printError(
                "\(config) is valid: \(catalogue.feeds.count) feeds and \(catalogue.entities.count) entities in \(configuration.catalogues.count) catalogues"
            )
        }
    }
}

import ArgumentParser
import Catalogues

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Validates the configuration and its catalogues; an error names file and line.")

    @Option(help: "The configuration.") var config = "/etc/bellwether/bellwether.yaml"

    func run() async throws {
        try await Failure.reported {
            let configuration = try Configuration.read(config)
            let catalogue = try Catalogue.read(configuration.catalogues)
            printError(
                "\(config) is valid: \(catalogue.feeds.count) feeds and \(catalogue.entities.count) entities in \(configuration.catalogues.count) catalogues"
            )
        }
    }
}

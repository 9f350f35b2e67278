import ArgumentParser
import Catalogues
import Classification
import Domain
import Logging
import Monitoring
import ServiceLifecycle
import Tokenization
import UnixSignals

struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The daemon: polls, scores, stores and alerts until it is told to stop.",
        discussion: "SIGTERM or SIGINT finishes what is under way, commits it and ends with 0.")

    @Option(help: "The configuration.") var config = "/etc/bellwether/bellwether.yaml"
    @Option(help: "The weights to use.") var weights: String?
    @Flag(help: "Poll every feed one time and exit.") var once = false

    func run() async throws {
        try await Failure.reported {
            let configuration = try Configuration.read(config)
            let catalogue = try Catalogue.read(configuration.catalogues)
            let file = try Installation.weights(weights)
            let logger = ProgramLog.logger(level: .info)
            let monitor = try await Monitor(
                configuration: configuration, catalogue: catalogue, tokenizer: try Tokenizer(file),
                classifier: CachingClassifier(
                    try Classifier(weights: file, threads: configuration.threads ?? availableCores())),
                model: file.header.name, clock: SystemClock(), logger: logger)
            logger.info(
                "Watching",
                metadata: [
                    "feeds": "\(catalogue.feeds.count)", "entities": "\(catalogue.entities.count)",
                    "database": "\(configuration.database)",
                ])
            if once { return try await monitor.runOnce() }
            let group = ServiceGroup(
                configuration: .init(
                    services: [.init(service: MonitorService(monitor: monitor))],
                    gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
            try await group.run()
            logger.info("Stopped")
        }
    }
}

/// The monitor as a service: a graceful shutdown cancels its polling, and what is under way is committed.
private struct MonitorService: Service {
    let monitor: Monitor

    func run() async throws {
        await cancelWhenGracefulShutdown { await monitor.run() }
    }
}

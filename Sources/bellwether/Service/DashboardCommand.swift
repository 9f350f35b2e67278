import ArgumentParser
import Catalogues
import Classification
import Dashboard
import Detection
import Domain
import FoundationEssentials
import Logging
import Monitoring
import Serving
import ServiceLifecycle
import UnixSignals

struct DashboardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dashboard",
        abstract: "Serve the pages of a history, read-only, until stopped.",
        discussion: """
            Shows what the daemon's own pages show, beside a daemon, without one, or from a copy of a history; alerts cannot \
            be answered here. Rules, host names and access come from --config, which must be valid if it exists. Listens on \
            127.0.0.1 and prints the address to standard error.
            """)

    @OptionGroup var options: DatabaseOptions
    @Option(help: "The port of 127.0.0.1; 0 for a free one.") var port = 8377
    @Option(help: "The path of a Unix socket, in the place of a port.") var socket: String?
    @Option(help: "The model weights, to show their evaluation.") var weights: String?

    func validate() throws {
        if !(0...65535).contains(port) { throw ValidationError("--port must be between 0 and 65535") }
    }

    /// The configuration; nil where there is none in the usual place.
    ///
    /// One that cannot be read may ask for a token, so that nothing is served then.
    private func configuration() throws -> Configuration? {
        let isThere =
            options.config != Configuration.standardPath
            || FileManager.default.fileExists(atPath: options.config)
        return isThere ? try Configuration.read(options.config, secrets: .named) : nil
    }

    private func facts(_ configuration: Configuration?) async throws -> SiteFacts {
        var facts = SiteFacts(version: Monitor.version)
        if let configuration {
            facts = SiteFacts(version: Monitor.version, configuration)
            // Without the catalogues nobody knows which feeds belong together.
            if let catalogue = options.catalogue() {
                facts.replay(
                    DetectionSettings(configuration, catalogue), on: try await options.openReader())
            }
        }
        if let weights {
            let file = try WeightsFile(path: weights)
            facts.model = file.header.name
            facts.measures = file.header.measures
        }
        return facts
    }

    func run() async throws {
        try await Failure.reported {
            let configuration = try configuration()
            if let missing = configuration?.dashboard?.missingToken {
                throw Failure.missing(secret: missing)
            }
            let logger = ProgramLog.logger(level: .warning)
            let pages = try await PagesService(
                database: try options.path(),
                settings: configuration?.dashboard.map { DashboardSettings($0) } ?? DashboardSettings(),
                at: socket.map(WebAddress.socket) ?? .port(port), facts: try await facts(configuration),
                clock: SystemClock(),
                logger: logger, isReadOnly: true
            ) { address in
                printError("The pages are at \(address); press Ctrl-C to stop.")
            }
            try await ServiceGroup(
                services: [pages], gracefulShutdownSignals: [.sigint, .sigterm], logger: logger
            ).run()
        }
    }
}

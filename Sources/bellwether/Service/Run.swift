import ArgumentParser
import Catalogues
import Domain
import FoundationEssentials
import Glibc
import History
import Logging
import Monitoring

struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the daemon: poll, score, store and alert until stopped.",
        discussion: """
            On SIGTERM or SIGINT the daemon finishes and commits the work in progress and exits with 0. On SIGHUP it reloads \
            the configuration and the catalogues; an invalid configuration is rejected and the daemon keeps the old one. \
            With --once, prints a summary and exits with 75 if no feed answered. \
            A database has one daemon: a second one says who holds it and exits with 75.
            """)

    @Option(help: "The configuration file of the daemon.") var config = Configuration.standardPath
    @Option(help: "The model weights.") var weights: String?
    @Flag(help: "Poll every feed once and exit.") var once = false
    @Flag(help: "Wait while another daemon has the database, instead of exiting with 75.") var wait = false

    /// How often a waiting daemon looks whether it may start.
    private static let pause: Duration = .seconds(1)

    func run() async throws {
        try await Failure.reported {
            // glibc keeps an arena a thread, and what is freed in one is not used by another: each fills by
            // itself for hours. Two are enough for the few threads that are busy at a time.
            limitArenas(to: 2)
            let logger = ProgramLog.logger(level: .info)
            let factory = MonitorFactory(
                config: config, weights: try Installation.weights(weights), logger: logger)
            let monitor = try await monitor(factory, logger)
            if once { return try Self.report(try await monitor.runOnce()) }
            let notifier = SystemdNotifier(environment: ProcessInfo.processInfo.environment, logger: logger)
            let daemon = Daemon(first: monitor, notifier: notifier, logger: logger) {
                try await factory.monitor()
            }
            try await daemon.runUnderSignals()
            logger.info("Stopped")
        }
    }

    /// Says what one round came to; a round in which no feed answered is an outage, and passes.
    static func report(_ round: OnceSummary) throws {
        let sentence = summary(of: round)
        if round.isOutage { throw Failure.temporary(sentence) }
        printError(sentence)
    }

    /// `12 feeds asked, 1 failed; 34 items stored; 1 alert fired`.
    static func summary(of round: OnceSummary) -> String {
        "\(counted(round.asked, "feed")) asked, \(round.failed) failed; \(counted(round.items, "item")) stored; \(counted(round.alerts, "alert")) fired"
    }

    /// The monitor, as soon as no other daemon has its database where this one may wait.
    private func monitor(_ factory: MonitorFactory, _ logger: Logger) async throws -> Monitor {
        let database = try Configuration.read(config).database
        while wait {
            if let daemon = try await Histories.daemon(of: database) {
                logger.notice("Waiting for the database", metadata: ["holder": "\(daemon)"])
            }
            while try await Histories.daemon(of: database) != nil { try await Task.sleep(for: Self.pause) }
            do { return try await factory.monitor() } catch HistoryError.inUse {}
        }
        return try await factory.monitor()
    }
}

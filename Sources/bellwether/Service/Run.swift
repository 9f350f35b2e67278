import ArgumentParser
import Catalogues
import FoundationEssentials
import Glibc
import Logging
import Monitoring

struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The daemon: polls, scores, stores and alerts until it is told to stop.",
        discussion: """
            SIGTERM or SIGINT finishes what is under way, commits it and ends with 0. SIGHUP reads the configuration and the \
            catalogues anew; what is not valid is refused, and the daemon goes on as it was.
            """)

    @Option(help: "The configuration.") var config = Configuration.standardPath
    @Option(help: "The weights to use.") var weights: String?
    @Flag(help: "Poll every feed one time and exit.") var once = false

    func run() async throws {
        try await Failure.reported {
            // A peer or a program that goes away while it is written to is an error of that write alone.
            _ = signal(SIGPIPE, SIG_IGN)
            // glibc keeps an arena a thread, and what is freed in one is not used by another: each fills for hours.
            // Two are enough for the few threads that are busy at a time.
            limitArenas(to: 2)
            let logger = ProgramLog.logger(level: .info)
            let factory = MonitorFactory(
                config: config, weights: try Installation.weights(weights), logger: logger)
            let monitor = try factory.monitor()
            if once { return try await monitor.runOnce() }
            let notifier = SystemdNotifier(environment: ProcessInfo.processInfo.environment, logger: logger)
            let daemon = Daemon(first: monitor, notifier: notifier, logger: logger) { try factory.monitor() }
            try await daemon.runUnderSignals()
            logger.info("Stopped")
        }
    }
}

import ArgumentParser
import Catalogues
import Classification
import Domain
import FoundationEssentials
import Glibc
import Logging
import Monitoring
import ServiceLifecycle
import Tokenization
import UnixSignals

struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The daemon: polls, scores, stores and alerts until it is told to stop.",
        discussion: """
            SIGTERM or SIGINT finishes what is under way, commits it and ends with 0. SIGHUP reads the configuration and the \
            catalogues anew; what is not valid is refused, and the daemon goes on as it was.
            """)

    @Option(help: "The configuration.") var config = "/etc/bellwether/bellwether.yaml"
    @Option(help: "The weights to use.") var weights: String?
    @Flag(help: "Poll every feed one time and exit.") var once = false

    func run() async throws {
        try await Failure.reported {
            // A peer or a program that goes away while it is written to is an error of that write alone.
            _ = signal(SIGPIPE, SIG_IGN)
            // glibc keeps an arena a thread, and what is freed in one is not used by another: each fills by itself for hours.
            // Two are enough for the few threads that are busy at a time.
            limitArenas(to: 2)
            let logger = ProgramLog.logger(level: .info)
            let factory = MonitorFactory(
                config: config, weights: try Installation.weights(weights), logger: logger)
            let monitor = try await factory.monitor()
            if once { return try await monitor.runOnce() }
            let notifier = SystemdNotifier(environment: ProcessInfo.processInfo.environment, logger: logger)
            let daemon = Daemon(factory: factory, first: monitor, notifier: notifier, logger: logger)
            let group = ServiceGroup(
                configuration: .init(
                    services: [.init(service: daemon)], gracefulShutdownSignals: [.sigterm, .sigint],
                    logger: logger))
            try await group.run()
            logger.info("Stopped")
        }
    }
}

/// Sets M_ARENA_MAX of mallopt(3), which Swift's module of glibc leaves out; nothing happens where the C library has none.
private func limitArenas(to count: Int32) {
    guard let symbol = unsafe dlsym(nil, "mallopt") else { return }
    let mallopt = unsafe unsafeBitCast(symbol, to: (@convention(c) (CInt, CInt) -> CInt).self)
    let arenaMax: CInt = -8
    _ = mallopt(arenaMax, count)
}

/// Builds monitors from what the configuration says at the time.
private struct MonitorFactory: Sendable {
    let config: String
    let weights: WeightsFile
    let logger: Logger

    func monitor() async throws -> Monitor {
        let configuration = try Configuration.read(config)
        let catalogue = try configuration.catalogue(for: weights)
        let classifier = try Classifier(
            weights: weights, threads: configuration.threads ?? availableCores(), exact: configuration.exact)
        let monitor = try await Monitor(
            configuration: configuration, catalogue: catalogue, tokenizer: try Tokenizer(weights),
            classifier: CachingClassifier(classifier), model: weights.header.name, clock: SystemClock(),
            logger: logger)
        logger.info(
            "Watching",
            metadata: [
                "feeds": "\(catalogue.feeds.count)", "entities": "\(catalogue.entities.count)",
                "database": "\(configuration.database)",
            ])
        return monitor
    }
}

/// The monitor as a service: a graceful shutdown cancels its polling, and what is under way is committed; SIGHUP puts
/// another in its place.
private struct Daemon: Service {
    let factory: MonitorFactory
    let first: Monitor
    let notifier: SystemdNotifier
    let logger: Logger

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            var work = start(first)
            notifier.ready("polling")
            // Ends with the cancellation.
            for await _ in await UnixSignalsSequence(trapping: .sighup) where await isUsable() {
                await finish(work)
                // The states of the one that has ended are in the database by now.
                work = start(try await factory.monitor())
                notifier.ready("polling, with the configuration read anew")
            }
            notifier.stopping()
            await finish(work)
        }
    }

    /// Not a child task: each monitor is cancelled by itself.
    private func start(_ monitor: Monitor) -> Task<Void, Never> {
        Task {
            await monitor.run(progress: { status in
                notifier.isAlive()
                notifier.status(status)
            })
        }
    }

    /// Ends a monitor; returns when what was under way is committed.
    private func finish(_ work: Task<Void, Never>) async {
        work.cancel()
        await work.value
    }

    /// Whether a monitor can be built from the configuration as it is now; says why not.
    private func isUsable() async -> Bool {
        notifier.reloading()
        do {
            try await factory.monitor().discard()
            return true
        } catch {
            logger.error(
                "The new configuration is refused, the old one stays",
                metadata: ["reason": "\(Failure(error).message)"])
            notifier.ready("polling; the new configuration was refused")
            return false
        }
    }
}

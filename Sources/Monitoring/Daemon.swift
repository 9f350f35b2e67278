public import Logging
public import ServiceLifecycle
import UnixSignals

/// The whole daemon: runs a monitor, and another in its place when the configuration is read again.
///
/// Driven by signals (`runUnderSignals`) or by whoever holds it.
public actor Daemon: Service {
    /// How long one monitor may take to end and the next to begin; meanwhile there is nothing to ask.
    private static let longestChange: Duration = .seconds(60)

    private let assemble: @Sendable () async throws -> Monitor
    private let notifier: SystemdNotifier
    private let logger: Logger
    private let watch: @Sendable (PollEvent) -> Void
    /// What runs now.
    private var running: ServiceGroup?
    /// What can be asked whether it works.
    private var current: Monitor?
    /// When it last did.
    private var lastBeat = SuspendingClock.now
    /// What runs next, once what runs now has ended.
    private var next: Monitor?

    /// - Parameters:
    ///   - first: What runs until the first reload.
    ///   - watch: Called with what became of each poll.
    ///   - assemble: Builds a monitor from the configuration as it is at the time.
    public init(
        first: Monitor, notifier: SystemdNotifier, logger: Logger,
        watch: @escaping @Sendable (PollEvent) -> Void = { _ in },
        assemble: @escaping @Sendable () async throws -> Monitor
    ) {
        next = first
        self.notifier = notifier
        self.logger = logger
        self.watch = watch
        self.assemble = assemble
    }

    /// Runs until a graceful shutdown; what is under way then is committed and delivered.
    ///
    /// - Throws: What a monitor throws when it starts, or a service that fails.
    public func run() async throws {
        // Not awaited: an answer that never comes must not keep the daemon from ending.
        let watchdog = Task { await giveSigns() }
        defer { watchdog.cancel() }
        try await withGracefulShutdownHandler {
            try await runMonitors()
        } onGracefulShutdown: { [notifier] in
            notifier.stopping()
        }
    }

    /// Tells systemd for as long as the pipeline and the database answer.
    private func giveSigns() async {
        guard let interval = notifier.watchdogInterval else { return }
        await Watchdog.run(every: interval, on: SuspendingClock()) {
            await isAlive()
        } sign: {
            notifier.isAlive()
        }
    }

    private func isAlive() async -> Bool {
        switch await current?.pulse() ?? .stopped {
        case .beating:
            lastBeat = .now
            return true
        case .failing: return false
        case .stopped: return SuspendingClock.now - lastBeat < Self.longestChange
        }
    }

    private func runMonitors() async throws {
        var status = "polling"
        while let monitor = next {
            next = nil
            let group = try await monitor.group(watch: watch) { [notifier] in notifier.status($0) }
            running = group
            current = monitor
            notifier.ready(status)
            // A reload that came while the group was built has not seen it.
            if next != nil { await group.triggerGracefulShutdown() }
            try await group.run()
            running = nil
            status = "polling with the new configuration"
        }
    }

    /// Reads the configuration again; what is not valid is refused, and the daemon goes on as it was.
    ///
    /// - Returns: Whether the new configuration was accepted.
    @discardableResult
    public func reload() async -> Bool {
        notifier.reloading()
        do {
            let monitor = try await assemble()
            // Of two reloads in a row the later one counts.
            next?.discard()
            next = monitor
        } catch {
            logger.error(
                "Rejected the new configuration; the old one stays in effect",
                metadata: ["reason": "\(error)"])
            notifier.ready("polling; the new configuration was rejected")
            return false
        }
        await running?.triggerGracefulShutdown()
        return true
    }

    /// Runs under the signals of a Unix service: SIGTERM and SIGINT stop it, SIGHUP reloads it.
    ///
    /// - Throws: As `run`.
    public nonisolated func runUnderSignals() async throws {
        let group = ServiceGroup(
            services: [ReloadOnHangup(daemon: self), self], gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger)
        try await group.run()
    }
}

/// Reloads the daemon at each SIGHUP.
private struct ReloadOnHangup: Service {
    let daemon: Daemon

    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            await daemon.reload()
        }
    }
}

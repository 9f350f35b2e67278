import Logging
import Monitoring
import ServiceLifecycle
import UnixSignals

/// The monitor as a service: a graceful shutdown cancels its polling, and what is under way is committed;
/// SIGHUP puts another in its place.
struct Daemon: Service {
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
                notifier.ready("polling with the new configuration")
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

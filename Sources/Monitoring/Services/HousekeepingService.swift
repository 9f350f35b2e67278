import Domain
import History
import Logging
import ServiceLifecycle

/// What is done twice a minute: ends alerts that time alone ends, retries deliveries, deletes what is too
/// old, and says how the daemon is.
struct HousekeepingService: Service {
    /// Alerts end, and deliveries whose pause is over are retried, within this time.
    static let interval: Duration = .seconds(30)

    let queue: PipelineQueue
    let history: any Upkeep
    let retention: Retention
    let clock: any WallClock
    let logger: Logger
    let wakeDelivery: @Sendable () -> Void
    /// Reports how the daemon is; not called when the database does not answer.
    let report: @Sendable (HistoryStatus) async -> Void

    func run() async throws {
        await status()
        while await sleep() {
            _ = await queue.submit(.tick(at: clock.now()))
            wakeDelivery()
            await deleteOld()
            await status()
        }
    }

    /// False once the daemon is to stop.
    private func sleep() async -> Bool {
        await cancelWhenGracefulShutdown { (try? await Task.sleep(for: Self.interval)) != nil }
    }

    /// In portions, so that what is fetched meanwhile does not wait for long.
    private func deleteOld() async {
        do {
            while try await history.forget(retention, at: clock.now()), !Task.isShuttingDownGracefully {}
        } catch {
            logger.error("Could not delete old items", metadata: ["reason": "\(error)"])
        }
    }

    private func status() async {
        do {
            await report(try await history.status())
        } catch {
            logger.error("The database does not respond", metadata: ["reason": "\(error)"])
        }
    }
}

extension HistoryStatus {
    /// A line for a person.
    func summary(feeds count: Int) -> String {
        "\(count) feeds, \(blindFeeds) failing, \(items) items, \(openAlerts) \(openAlerts == 1 ? "alert" : "alerts") open"
    }
}

import Catalogues
import Logging
import ServiceLifecycle
import Transport

/// Asks an address at an interval for as long as the daemon is well: a dead man's switch, which raises the
/// alarm when the requests stop.
struct HeartbeatService: Service {
    /// The request is small; a server that takes longer is not one to rely on.
    private static let patience: Duration = .seconds(10)

    let heartbeat: Heartbeat
    let client: HTTPClient
    let userAgent: String
    let logger: Logger
    let isWell: @Sendable () -> Bool

    func run() async throws {
        await cancelWhenGracefulShutdown {
            // The first request follows the first sign of life, so that a restart is not taken for an outage.
            var pause = min(heartbeat.interval, HousekeepingService.interval)
            while (try? await Task.sleep(for: pause)) != nil {
                guard isWell() else { continue }
                await beat()
                pause = heartbeat.interval
            }
        }
    }

    private func beat() async {
        var request = Request(url: heartbeat.url, userAgent: userAgent, addresses: .any)
        request.limits.total = Self.patience
        do {
            _ = try await client.perform(request)
        } catch {
            logger.warning("The heartbeat request failed", metadata: ["reason": "\(error)"])
        }
    }
}

import Domain
import Logging

/// How many alerts a month the settings bring, counted once a day: that takes a core for seconds or minutes.
actor MonthlyCount {
    /// The last count; nil before the first, and where the history is too short.
    private(set) var latest: MonthlyAlerts?
    private static let pause: Duration = .seconds(86400)
    /// How long to wait where another replay runs or the history cannot be read.
    private static let retry: Duration = .seconds(600)

    /// Counts now and every day, until the task is cancelled.
    func run(
        _ count: @Sendable (Instant) async throws -> MonthlyAlerts?, in queue: ReplayQueue,
        clock: any WallClock, logger: Logger
    ) async {
        while !Task.isCancelled {
            var pause = Self.pause
            do {
                latest = try await queue.run { try await count(clock.now()) }
            } catch is CancellationError {
                return
            } catch {
                logger.debug("Could not count the alerts of a month", metadata: ["error": "\(error)"])
                pause = Self.retry
            }
            try? await Task.sleep(for: pause)
        }
    }
}

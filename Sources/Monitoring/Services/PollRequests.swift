import Domain
import Fetching
import History
import Logging
import ServiceLifecycle

/// Takes up what `feeds poll` and `feeds resume` ask for, through the history.
struct PollRequests: Sendable {
    let history: any FeedBook
    let poller: Poller
    let logger: Logger

    /// Has every feed polled that somebody asked for since the last time.
    func takeUp() async {
        do {
            for feed in try await history.takePollRequests() { poller.ask(feed) }
        } catch {
            logger.warning("Could not check which polls are asked for", metadata: ["reason": "\(error)"])
        }
    }
}

/// Looks for requests as often as people have patience.
struct PollRequestService: Service {
    private static let interval: Duration = .seconds(5)

    let requests: PollRequests

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: Self.interval)) != nil { await requests.takeUp() }
        }
    }
}

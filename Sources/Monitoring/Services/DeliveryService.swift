import Alerting
import Domain
import ServiceLifecycle

/// Delivers what the outbox holds whenever it is woken.
///
/// A service of its own, so that a slow sink does not hold up what is fetched. On shutdown it delivers once
/// more: the last commit may have brought an alert.
struct DeliveryService: Service {
    private let delivery: Delivery
    private let clock: any WallClock
    /// One wake-up is kept: a delivery takes all that is due.
    private let wakes: AsyncStream<Void>
    private let waker: AsyncStream<Void>.Continuation

    init(_ delivery: Delivery, clock: any WallClock) {
        self.delivery = delivery
        self.clock = clock
        (wakes, waker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        // What an earlier run left.
        waker.yield()
    }

    /// Something may be due.
    @Sendable func wake() { waker.yield() }

    /// Delivers now what is due.
    func deliver() async { await delivery.deliver(at: clock.now()) }

    func run() async throws {
        await withGracefulShutdownHandler {
            for await _ in wakes { await deliver() }
            await deliver()
        } onGracefulShutdown: {
            waker.finish()
        }
    }
}

import Alerting
import Domain
import ServiceLifecycle

/// Delivers what the outbox holds whenever it is woken, to each sink in a task of its own.
///
/// A service of its own, so that a slow sink does not hold up what is fetched, and a task for each sink, so
/// that it does not hold up the others. On shutdown it delivers once more: the last commit may have brought
/// an alert.
struct DeliveryService: Service {
    private let delivery: Delivery
    private let clock: any WallClock
    private let lanes: [Lane]

    /// A sink, and what wakes its task.
    private struct Lane {
        let sink: SinkDelivery
        /// One wake-up is kept: a delivery takes all that is due.
        let wakes: AsyncStream<Void>
        let waker: AsyncStream<Void>.Continuation

        init(_ sink: SinkDelivery) {
            self.sink = sink
            (wakes, waker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
            // What an earlier run left.
            waker.yield()
        }
    }

    init(_ delivery: Delivery, clock: any WallClock) {
        self.delivery = delivery
        self.clock = clock
        lanes = delivery.sinks.map(Lane.init)
    }

    /// Something may be due.
    @Sendable func wake() { for lane in lanes { lane.waker.yield() } }

    /// Delivers now what is due.
    func deliver() async { await delivery.deliver(at: clock.now()) }

    func run() async throws {
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                for lane in lanes {
                    group.addTask {
                        for await _ in lane.wakes { await lane.sink.deliver(at: clock.now()) }
                        await lane.sink.deliver(at: clock.now())
                    }
                }
            }
        } onGracefulShutdown: {
            for lane in lanes { lane.waker.finish() }
        }
    }
}

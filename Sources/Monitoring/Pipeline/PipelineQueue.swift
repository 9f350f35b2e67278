import Synchronization

/// The one door into the pipeline: takes work from any task and hands it to a single consumer, in order.
///
/// Bounded by those who wait: a feed is not polled again before its last result is stored.
public final class PipelineQueue: Sendable {
    /// Work, and who waits for it.
    struct Job: Sendable {
        let work: Work
        /// Called once, with nil when the queue was closed before the work was done.
        let finish: @Sendable (Pipeline.Outcome?) -> Void
    }

    private struct State {
        var jobs: [Job] = []
        var consumer: CheckedContinuation<Job?, Never>?
        var isClosed = false
    }

    private enum Turn {
        case job(Job?)
        case wait
    }

    private let state = Mutex(State())

    /// An open, empty queue.
    public init() {}

    /// Has work done; returns when it is committed, and nil when the queue was closed before.
    ///
    /// Does not end early when the caller's task is canceled: what has been fetched is stored.
    public func submit(_ work: Work) async -> Pipeline.Outcome? {
        await withCheckedContinuation { caller in
            add(Job(work: work) { caller.resume(returning: $0) })
        }
    }

    /// Jobs that wait for their turn.
    var waiting: Int { state.withLock { $0.jobs.count } }

    private func add(_ job: Job) {
        let (consumer, isClosed) = state.withLock { state in
            if state.isClosed { return (nil as CheckedContinuation<Job?, Never>?, true) }
            guard let consumer = state.consumer else {
                state.jobs.append(job)
                return (nil, false)
            }
            state.consumer = nil
            return (consumer, false)
        }
        if isClosed { job.finish(nil) }
        consumer?.resume(returning: job)
    }

    /// The next job; nil once the queue is closed and empty.
    ///
    /// Only one consumer may ask.
    func next() async -> Job? {
        await withCheckedContinuation { consumer in
            let turn = state.withLock { state -> Turn in
                if !state.jobs.isEmpty { return .job(state.jobs.removeFirst()) }
                if state.isClosed { return .job(nil) }
                state.consumer = consumer
                return .wait
            }
            if case .job(let job) = turn { consumer.resume(returning: job) }
        }
    }

    /// Takes no more work; what is in the queue is still done.
    func close() {
        let consumer = state.withLock { state in
            state.isClosed = true
            defer { state.consumer = nil }
            return state.consumer
        }
        consumer?.resume(returning: nil)
    }
}

import Synchronization

/// Hands a result to the task that waits for it, once.
final class Completion: Sendable {
    private let waiting: Mutex<CheckedContinuation<Result<Reply, TransportError>, Never>?>

    init(_ continuation: CheckedContinuation<Result<Reply, TransportError>, Never>) {
        waiting = Mutex(continuation)
    }

    func resume(_ result: Result<Reply, TransportError>) {
        let continuation = waiting.withLock { waiting in
            defer { waiting = nil }
            return waiting
        }
        continuation?.resume(returning: result)
    }
}

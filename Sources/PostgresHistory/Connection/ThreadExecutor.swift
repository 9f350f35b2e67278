import Dispatch

/// Runs what an actor does on a queue of its own, where it may block: none of the threads that all tasks
/// share waits for a server.
final class ThreadExecutor: SerialExecutor {
    private let queue = DispatchQueue(label: "bellwether.postgres")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        // The closure keeps the executor until the job is done.
        queue.async { unsafe job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        // The actor whose executor this is keeps it.
        unsafe UnownedSerialExecutor(ordinary: self)
    }
}

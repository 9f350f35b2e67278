import Kernels
import Synchronization

/// A fixed few threads that score; asleep when there is nothing to do. One run at a time.
// @safe: the pointer stays inside. Sendable: `runs` lets one run in at a time, as the C pool asks.
@safe
final class ThreadPool: @unchecked Sendable {
    // Valid until `deinit`; nil when the system refused it, and then the caller works by itself.
    private let pool: OpaquePointer?
    private let runs = Mutex(())

    init(threads: Int) {
        unsafe pool = threads > 1 ? kernels_pool_create(threads) : nil
    }

    deinit {
        // No run is under way: a run holds `self`.
        if let pool = unsafe pool { unsafe kernels_pool_destroy(pool) }
    }

    /// How many threads there are, the caller's included.
    var members: Int { unsafe pool.map { unsafe Int(kernels_pool_members($0)) } ?? 1 }

    /// Runs `work` once on each thread with the thread's number; returns when all are done.
    func run(_ work: @Sendable (_ member: Int) -> Void) {
        runs.withLock { _ in
            guard let pool = unsafe pool else { return work(0) }
            withoutActuallyEscaping(work) { work in
                var work = work
                // `work` outlives the run, which ends when all threads have returned from it.
                unsafe withUnsafeMutablePointer(to: &work) { context in
                    unsafe kernels_pool_run(
                        pool,
                        { context, member in
                            let work = unsafe context?.assumingMemoryBound(to: (@Sendable (Int) -> Void).self)
                            unsafe work?.pointee(Int(member))
                        }, context)
                }
            }
        }
    }

    /// Inside a run: waits until every thread has come here.
    func barrier() {
        if let pool = unsafe pool { unsafe kernels_pool_barrier(pool) }
    }

    /// Maps `body` over `elements`, each thread taking the next; results in the elements' order.
    func map<Element: Sendable, Result: Sendable>(
        _ elements: [Element], _ body: @Sendable (_ element: Element, _ member: Int) -> Result
    ) -> [Result] {
        let next = Atomic(0)
        let results = Mutex([Result?](repeating: nil, count: elements.count))
        run { member in
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < elements.count else { return }
                let result = body(elements[index], member)
                results.withLock { $0[index] = result }
            }
        }
        return results.withLock { $0.compactMap(\.self) }
    }
}

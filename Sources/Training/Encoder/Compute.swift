import Dispatch
import Kernels

/// How the arithmetic of training is done: on how many threads, and in which precision.
///
/// Threads divide work, never sums: a result does not depend on how many there are.
struct Compute: Sendable {
    /// Rows whose sums are formed together; the partial sums are then added in order.
    static let chunk = 128
    /// Parts a thread, so that a thread that is held up does not hold up the others for long.
    private static let partsPerThread = 2

    let threads: Int
    /// Products of bfloat16 numbers with fp32 sums; twice as fast where the CPU has them.
    let usesBfloat16: Bool

    init(threads: Int, prefersBfloat16: Bool) {
        self.threads = threads
        usesBfloat16 = prefersBfloat16 && kernels_has_bf16() != 0
    }

    /// Calls `body` with parts of `0..<count` that begin at multiples of `multiple`, on all threads.
    func split(_ count: Int, multiple: Int = 1, _ body: (Range<Int>) -> Void) {
        let units = (count + multiple - 1) / multiple
        let parts = min(threads == 1 ? 1 : threads * Self.partsPerThread, units)
        guard parts > 1 else { return count > 0 ? body(0..<count) : () }
        withoutActuallyEscaping(body) { body in
            // Callers write to places of the part's own, and all parts are done when this returns.
            nonisolated(unsafe) let work = body
            DispatchQueue.concurrentPerform(iterations: parts) { part in
                let start = units * part / parts * multiple
                let end = min(units * (part + 1) / parts * multiple, count)
                if start < end { unsafe work(start..<end) }
            }
        }
    }

    /// Calls `body` with each chunk of rows and its number, on all threads; what a chunk holds depends on
    /// `rows` alone.
    func chunks(_ rows: Int, _ body: (_ number: Int, _ rows: Range<Int>) -> Void) {
        split((rows + Self.chunk - 1) / Self.chunk) { numbers in
            for number in numbers { body(number, number * Self.chunk..<min((number + 1) * Self.chunk, rows)) }
        }
    }
}

import Dispatch
import Synchronization

/// Maps `body` over `elements` on at most `threads` threads of the system; results in the elements' order.
///
/// Blocks until all are done.
package func parallelMap<Element: Sendable, Result: Sendable>(
    _ elements: [Element], threads: Int, _ body: @Sendable (Element) -> Result
) -> [Result] {
    guard threads > 1, elements.count > 1 else { return elements.map(body) }
    let state = Mutex((next: 0, results: [Result?](repeating: nil, count: elements.count)))
    DispatchQueue.concurrentPerform(iterations: min(threads, elements.count)) { _ in
        while let index = state.withLock({ state -> Int? in
            guard state.next < elements.count else { return nil }
            defer { state.next += 1 }
            return state.next
        }) {
            let result = body(elements[index])
            state.withLock { $0.results[index] = result }
        }
    }
    return state.withLock { $0.results.compactMap(\.self) }
}

import Synchronization

/// The forms that were sent already: a reload of a page must not answer twice.
final class SentForms: Sendable {
    /// Forms that are remembered.
    private static let limit = 4096

    private struct Memory {
        var known: Set<Int> = []
        var order: [Int] = []
    }

    private let memory = Mutex(Memory())

    /// Notes a form by what makes it unique; returns whether it was not sent before.
    ///
    /// Only a hash is kept, under a key that differs with each process: a form may be long.
    func note(_ form: String) -> Bool {
        let hash = form.hashValue
        return memory.withLock { memory in
            guard memory.known.insert(hash).inserted else { return false }
            memory.order.append(hash)
            if memory.order.count > Self.limit {
                for old in memory.order.prefix(Self.limit / 2) { memory.known.remove(old) }
                memory.order.removeFirst(Self.limit / 2)
            }
            return true
        }
    }
}

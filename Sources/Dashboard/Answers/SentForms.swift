import Synchronization

/// The forms that were sent already: a reload of a page must not answer twice.
final class SentForms: Sendable {
    /// Forms that are remembered.
    private static let limit = 4096

    private struct Memory {
        var known: Set<String> = []
        var order: [String] = []
    }

    private let memory = Mutex(Memory())

    /// Notes a form by what makes it unique; returns whether it was not sent before.
    func note(_ form: String) -> Bool {
        memory.withLock { memory in
            guard memory.known.insert(form).inserted else { return false }
            memory.order.append(form)
            if memory.order.count > Self.limit {
                for old in memory.order.prefix(Self.limit / 2) { memory.known.remove(old) }
                memory.order.removeFirst(Self.limit / 2)
            }
            return true
        }
    }
}

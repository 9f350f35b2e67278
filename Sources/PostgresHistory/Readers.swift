import Synchronization

/// Several connections that answer questions at once; who finds none idle waits for one.
final class Readers: Sendable {
    private struct State {
        var idle: [Connection]
        var waiting: [CheckedContinuation<Connection, Never>] = []
    }

    private let state: Mutex<State>

    /// - Parameter connections: At least one; each is made when it is first needed.
    init(_ connections: [Connection]) { state = Mutex(State(idle: connections)) }

    /// Asks something with the next idle connection.
    func read<Value: Sendable>(
        _ work: @Sendable (Session) throws -> Value
    ) async throws -> Value {
        let connection = await take()
        defer { giveBack(connection) }
        return try await connection.read(work)
    }

    private func take() async -> Connection {
        await withCheckedContinuation { continuation in
            let idle = state.withLock { state -> Connection? in
                // The one that was used last: its statements are prepared.
                if let idle = state.idle.popLast() { return idle }
                state.waiting.append(continuation)
                return nil
            }
            if let idle { continuation.resume(returning: idle) }
        }
    }

    private func giveBack(_ connection: Connection) {
        let next = state.withLock { state -> CheckedContinuation<Connection, Never>? in
            guard !state.waiting.isEmpty else {
                state.idle.append(connection)
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.resume(returning: connection)
    }
}

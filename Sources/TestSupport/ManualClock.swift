public import Domain
import Synchronization

/// A clock that moves only when a test advances it.
public final class ManualClock: WallClock {
    private struct Sleeper {
        let until: Instant
        let wake: CheckedContinuation<Void, Never>
    }

    private struct State {
        var now: Instant
        var sleepers: [Int: Sleeper] = [:]
        var nextID = 0
        /// Resumed when somebody goes to sleep.
        var watchers: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    /// A clock that shows `start`.
    public init(_ start: Instant) { state = Mutex(State(now: start)) }

    /// The time that it shows.
    public func now() -> Instant { state.withLock { $0.now } }

    /// Sleeps until a test advances the clock to `instant`.
    public func sleep(until instant: Instant) async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let watchers = state.withLock { state -> [CheckedContinuation<Void, Never>]? in
                    guard state.now < instant, !Task.isCancelled else { return nil }
                    state.sleepers[id] = Sleeper(until: instant, wake: continuation)
                    defer { state.watchers = [] }
                    return state.watchers
                }
                guard let watchers else { return continuation.resume() }
                for watcher in watchers { watcher.resume() }
            }
        } onCancel: {
            state.withLock { $0.sleepers.removeValue(forKey: id) }?.wake.resume()
        }
        try Task.checkCancellation()
    }

    /// Waits until somebody sleeps, then moves the time and wakes all whose time has come.
    public func advance(to instant: Instant) async {
        await withCheckedContinuation { continuation in
            let isAsleep = state.withLock { state in
                if state.sleepers.isEmpty { state.watchers.append(continuation) }
                return !state.sleepers.isEmpty
            }
            if isAsleep { continuation.resume() }
        }
        let due = state.withLock { state in
            state.now = max(state.now, instant)
            let due = state.sleepers.filter { $0.value.until <= state.now }
            for id in due.keys { state.sleepers.removeValue(forKey: id) }
            return due.values.map(\.wake)
        }
        for sleeper in due { sleeper.resume() }
    }
}

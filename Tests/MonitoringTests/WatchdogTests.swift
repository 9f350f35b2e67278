import Synchronization
import Testing

@testable import Monitoring

/// A monotonic clock whose sleepers wake at once, at the time that they asked for, a number of times.
private final class LeapingClock: Clock {
    struct Instant: InstantProtocol {
        var offset: Duration

        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (a: Instant, b: Instant) -> Bool { a.offset < b.offset }
    }

    private let state: Mutex<(offset: Duration, sleeps: Int)>

    init(sleeps: Int) { state = Mutex((.zero, sleeps)) }

    var now: Instant { Instant(offset: state.withLock { $0.offset }) }
    var minimumResolution: Duration { .nanoseconds(1) }

    func pass(_ duration: Duration) { state.withLock { $0.offset += duration } }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        let isOver = state.withLock { state in
            state.offset = max(state.offset, deadline.offset)
            state.sleeps -= 1
            return state.sleeps == 0
        }
        if isOver { throw CancellationError() }
    }
}

@Suite struct WatchdogTests {
    @Test(arguments: [
        ([:], Duration.seconds(30)),
        (["WATCHDOG_USEC": "90000000"], .seconds(30)),
        (["WATCHDOG_USEC": "10000000"], .microseconds(3_333_333)),
        (["WATCHDOG_USEC": "500000"], .microseconds(166_666)),
        (["WATCHDOG_USEC": "1"], .milliseconds(1)),
        (["WATCHDOG_USEC": "18446744073709551615"], .seconds(30)),
        (["WATCHDOG_USEC": "10000000", "WATCHDOG_PID": "7"], .microseconds(3_333_333)),
    ])
    func `Signs come in less than half of the time that systemd waits`(
        environment: [String: String], interval: Duration
    ) {
        #expect(Watchdog.interval(environment, process: 7) == interval)
    }

    @Test(arguments: [
        ["WATCHDOG_USEC": "10000000", "WATCHDOG_PID": "8"], ["WATCHDOG_USEC": "0"],
        ["WATCHDOG_USEC": "soon"], ["WATCHDOG_USEC": ""],
    ])
    func `Where the watchdog is another process's or none, no signs are given`(
        environment: [String: String]
    ) {
        #expect(Watchdog.interval(environment, process: 7) == nil)
    }

    @Test(arguments: [1.0, 10, 20, 90, 600])
    func `Asking takes time, and the signs still come within half`(patience: Double) async throws {
        let clock = LeapingClock(sleeps: 50)
        let interval = try #require(
            Watchdog.interval(["WATCHDOG_USEC": "\(Int(patience * 1e6))"], process: 1))
        var signs: [Duration] = []
        var asked = 0
        await Watchdog.run(every: interval, on: clock) {
            asked += 1
            // Slow answers among quick ones.
            clock.pass(asked % 3 == 0 ? interval / 3 : interval / 100)
            return true
        } sign: {
            signs.append(clock.now.offset)
        }
        #expect(signs.count == 50)
        let longest = zip(signs.dropFirst(), signs).map { $0 - $1 }.max()
        #expect(try #require(longest) <= .seconds(patience / 2))
    }

    @Test func `What does not prove that it is alive is given no sign`() async {
        var signs = 0
        var asked = 0
        await Watchdog.run(every: .seconds(1), on: LeapingClock(sleeps: 10)) {
            asked += 1
            return asked <= 3
        } sign: {
            signs += 1
        }
        #expect(signs == 3)
        #expect(asked == 10, "it may come back to life")
    }
}

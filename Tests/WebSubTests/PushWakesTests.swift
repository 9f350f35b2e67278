import Domain
import TestSupport
import Testing

@testable import WebSub

@Suite struct PushWakesTests {
    private static let now = Instant(seconds: 1_795_426_200)

    @Test func `A feed that nobody wakes sleeps until it is due`() async throws {
        let clock = ManualClock(Self.now)
        let wakes = PushWakes()
        let sleeper = Task { try await wakes.sleep("f", until: Self.now + .seconds(60), clock: clock) }
        await clock.advance(to: Self.now + .seconds(60))
        #expect(try await !sleeper.value)
    }

    @Test func `A second wake within the pause is ignored`() async throws {
        let clock = ManualClock(Self.now)
        let wakes = PushWakes(minimumPause: .seconds(10))
        wakes.wake("f", at: Self.now)
        let sleeper = Task { try await wakes.sleep("f", until: Self.now + .seconds(60), clock: clock) }
        await clock.advance(to: Self.now + .seconds(5))
        wakes.wake("f", at: Self.now + .seconds(5))
        await clock.advance(to: Self.now + .seconds(60))
        #expect(try await !sleeper.value)
    }

    @Test func `A sleeper whose task is canceled throws`() async throws {
        let clock = ManualClock(Self.now)
        let wakes = PushWakes()
        let sleeper = Task { try await wakes.sleep("f", until: Self.now + .seconds(60), clock: clock) }
        await clock.advance(to: Self.now + .seconds(1))
        sleeper.cancel()
        await #expect(throws: CancellationError.self) { try await sleeper.value }
    }
}

import Domain

/// A clock that starts at a moment and runs faster than real time, in phases of different speeds.
struct SimulatedClock: WallClock {
    /// A stretch of simulated time.
    struct Phase: Sendable {
        let length: Duration
        /// The real seconds that it takes.
        let seconds: Double

        fileprivate var speed: Double { length.inSeconds / seconds }
    }

    private let start: Instant
    private let phases: [Phase]
    private let origin = ContinuousClock.now

    /// - Parameter phases: At least one; the last goes on for ever.
    init(start: Instant, phases: [Phase]) {
        self.start = start
        self.phases = phases
    }

    func now() -> Instant {
        var left = (ContinuousClock.now - origin).inSeconds
        var simulated = Duration.zero
        for phase in phases.dropLast() {
            guard left >= phase.seconds else { return start + simulated + .seconds(left * phase.speed) }
            left -= phase.seconds
            simulated += phase.length
        }
        return start + simulated + .seconds(left * (phases.last?.speed ?? 1))
    }

    func sleep(until instant: Instant) async throws {
        let left = realSeconds(at: instant) - (ContinuousClock.now - origin).inSeconds
        if left > 0 { try await Task.sleep(for: .seconds(left)) }
        try Task.checkCancellation()
    }

    /// Real seconds from the beginning to a simulated time.
    private func realSeconds(at instant: Instant) -> Double {
        var simulated = instant - start
        var real = 0.0
        for phase in phases.dropLast() {
            guard simulated >= phase.length else { return real + simulated.inSeconds / phase.speed }
            simulated -= phase.length
            real += phase.seconds
        }
        return real + simulated.inSeconds / (phases.last?.speed ?? 1)
    }
}

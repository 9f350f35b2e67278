import Domain
import Glibc

// Alerts about entities come at a rate of their own, learned over weeks. When more fire within six hours than
// that rate makes believable (Poisson), they are most likely one crisis: each of the later ones says which
// fired before it. None is hidden, for each has its own rule, price and receivers.

/// How often alerts about entities fire, of late.
struct FiringRate: Sendable, Equatable, Codable {
    /// Alerts and days, those of two months ago weighing half.
    private var alerts = 0.5
    private var days = 1.0
    private var learnedUntil: Instant
    private static let halfLife = 60 * 86_400.0

    init(since epoch: Instant) { learnedUntil = epoch }

    /// Alerts expected within a time.
    func expected(within time: Duration) -> Double { alerts / days * time.inSeconds / 86400 }

    mutating func learn(until now: Instant) {
        guard now > learnedUntil else { return }
        let passed = (now - learnedUntil).inSeconds
        let kept = exp2(-passed / Self.halfLife)
        alerts *= kept
        days = days * kept + passed / 86400
        learnedUntil = now
    }

    mutating func count() { alerts += 1 }
}

extension DetectorWork {
    /// Alerts about entities that fire within this time may be one crisis.
    private static let together: Duration = .seconds(6 * 3600)
    /// Alerts before another one can make a crisis of them.
    private static let minimumOpen = 3
    /// −ln of the probability of as many alerts by chance from which on they are one crisis: one in ten
    /// thousand.
    private static let unbelievable = 9.21

    /// The entities whose alerts fired shortly before that of `stream`, the first one first, if with it there
    /// are more than chance explains.
    func companions(of stream: Stream) -> [Stream] {
        guard stream.symbol != nil, stream.rule == nil else { return [] }
        let open = openEntities().filter { $0.stream != stream && now - $0.firedAt < Self.together }
        let expected = firings.expected(within: Self.together)
        guard open.count >= Self.minimumOpen,
            poissonTail(atLeast: open.count + 1, mean: expected) > Self.unbelievable
        else { return [] }
        return open.sorted { ($0.firedAt, $0.stream.name) < ($1.firedAt, $1.stream.name) }.map(\.stream)
    }

    /// How often entities have fired up to now.
    private var firings: FiringRate {
        var firings = population.firings ?? FiringRate(since: epoch)
        firings.learn(until: now)
        return firings
    }

    /// Counts an alert about an entity.
    mutating func countFiring(of stream: Stream) {
        guard stream.symbol != nil, stream.rule == nil else { return }
        var firings = firings
        firings.count()
        population.firings = firings
    }

    private func openEntities() -> [(stream: Stream, firedAt: Instant)] {
        detector.claims.open.union(claimed.map(\.stream)).compactMap { stream in
            guard stream.symbol != nil, stream.rule == nil, let open = state(stream).open else { return nil }
            return (stream, open.firedAt)
        }
    }
}

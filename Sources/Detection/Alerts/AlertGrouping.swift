import Domain
import Glibc

// One crisis is one alert with its entities, not forty. Alerts about entities come at a rate of their own,
// learned over weeks; when more open within six hours than that rate makes believable (Poisson), the later
// ones join the first: it gets another notice under its id, with the streams that joined. Those count for the
// rate, too: where many are always open, that must be believed in time, and one crisis hardly moves a rate of
// two months.

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
    /// Alerts about entities that open together within this time may be one crisis.
    private static let together: Duration = .seconds(6 * 3600)
    /// Open alerts before others join.
    private static let minimumOpen = 3
    /// −ln of the probability of as many open alerts by chance from which on they are one crisis: one in ten
    /// thousand.
    private static let unbelievable = 9.21

    /// The stream whose alert a newcomer joins, if its opening is one of too many.
    func leader(for stream: Stream) -> Stream? {
        guard stream.symbol != nil else { return nil }
        let open = openEntities().filter { now - $0.firedAt < Self.together }
        let expected = firings.expected(within: Self.together)
        guard open.count >= Self.minimumOpen,
            poissonTail(atLeast: open.count + 1, mean: expected) > Self.unbelievable
        else { return nil }
        return open.filter { $0.leader == nil }.min {
            ($0.firedAt, $0.stream.name) < ($1.firedAt, $1.stream.name)
        }?
        .stream
    }

    /// How often entities have fired up to now.
    private var firings: FiringRate {
        var firings = population.firings ?? FiringRate(since: epoch)
        firings.learn(until: now)
        return firings
    }

    /// Counts an alert about an entity, of its own or one that joins.
    mutating func countFiring(of stream: Stream) {
        guard stream.symbol != nil else { return }
        var firings = firings
        firings.count()
        population.firings = firings
    }

    private func openEntities() -> [(stream: Stream, firedAt: Instant, leader: Stream?)] {
        detector.claims.open.union(claimed.map(\.stream)).compactMap { stream in
            guard stream.symbol != nil, let open = state(stream).open else { return nil }
            return (stream, open.firedAt, open.leader)
        }
    }

    /// Gives another notice of the leader's alert, with the stream that joins it.
    mutating func join(_ newcomer: Alert, to leader: Stream) {
        guard let open = state(leader).open else { return }
        let notice = open.notice.joined(by: newcomer)
        update(leader) { $0.open?.note(notice) }
        outcome.alerts.append(notice)
    }

    /// Whether streams that joined this one are not calm yet.
    func isFollowed(_ leader: Stream) -> Bool {
        detector.claims.open.contains { state($0).open?.leader == leader }
    }
}

extension Alert {
    /// Headlines of each stream that joined which an alert shows.
    private static let headlinesOfEach = 2
    private static let headlinesOfAll = 12

    /// The notice of a crisis that has reached one more stream.
    fileprivate func joined(by newcomer: Alert) -> Alert {
        var notice = next(at: newcomer.at)
        notice.joined.append(newcomer.stream)
        notice.severity = max(severity, newcomer.severity)
        notice.headlines = Array(
            (newcomer.headlines.prefix(Self.headlinesOfEach) + headlines).prefix(Self.headlinesOfAll))
        let others = notice.joined.count == 1 ? "one more has" : "\(notice.joined.count) more have"
        notice.explanation = """
            With \(stream.name) \(others) fired within hours, more than chance explains: \
            \(notice.joined.map(\.name).joined(separator: ", ")). \
            The latest, \(newcomer.stream.name): \(newcomer.explanation)
            """
        return notice
    }
}

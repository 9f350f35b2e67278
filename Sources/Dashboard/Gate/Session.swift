import Domain
import Synchronization

/// A browser that was here before.
struct Session: Sendable, Equatable {
    /// What the browser's cookie says.
    let id: String
    /// What each form of its pages must send back.
    let formToken: String
    /// Who it is; nil before the login.
    var name: String?
    /// Whether it has shown the token.
    var hasToken = false
    /// When it ends.
    var expires: Instant
}

/// The sessions, in memory: a restart of the daemon ends them.
final class Sessions: Sendable {
    /// How long a session lasts after its last request.
    static let lifetime: Duration = .seconds(12 * 3600)
    /// More are not kept; those without a name go first, then those that end soonest.
    private static let limit = 2000

    private let sessions = Mutex<[String: Session]>([:])
    private let random: @Sendable () -> String

    /// - Parameter random: Makes texts that nobody can guess.
    init(random: @escaping @Sendable () -> String = Sessions.randomText) { self.random = random }

    /// 128 bits of the system's randomness, in hexadecimal.
    static func randomText() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<2).map { _ in
            let digits = String(generator.next() as UInt64, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    /// The session of a cookie, which lasts longer with each request; nil where it is unknown or has ended.
    func session(_ id: String?, at now: Instant) -> Session? {
        guard let id else { return nil }
        return sessions.withLock { sessions in
            guard var session = sessions[id], session.expires > now else { return nil }
            session.expires = now + Self.lifetime
            sessions[id] = session
            return session
        }
    }

    /// Begins a session.
    func begin(name: String? = nil, hasToken: Bool = false, at now: Instant) -> Session {
        let session = Session(
            id: random(), formToken: random(), name: name, hasToken: hasToken,
            expires: now + Self.lifetime)
        sessions.withLock { sessions in
            if sessions.count >= Self.limit { Self.makeRoom(&sessions, at: now) }
            sessions[session.id] = session
        }
        return session
    }

    /// Ends a session.
    func end(_ id: String) { sessions.withLock { _ = $0.removeValue(forKey: id) } }

    private static func makeRoom(_ sessions: inout [String: Session], at now: Instant) {
        sessions = sessions.filter { $0.value.expires > now }
        guard sessions.count >= limit else { return }
        let order = sessions.values.sorted {
            ($0.name == nil ? 0 : 1, $0.expires) < ($1.name == nil ? 0 : 1, $1.expires)
        }
        for session in order.prefix(limit / 4) { sessions[session.id] = nil }
    }
}

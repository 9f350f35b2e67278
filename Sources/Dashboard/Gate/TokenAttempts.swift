import Domain
import Synchronization

/// Wrong tokens of the last minutes: whoever guesses must wait.
///
/// Behind a proxy all visitors have its address, so that one who guesses keeps others from logging in, though
/// not from the sessions that they have.
final class TokenAttempts: Sendable {
    /// Wrong tokens of one address that are taken within the time.
    static let mostOfAddress = 10
    /// Wrong tokens of all addresses together.
    static let most = 100
    /// After this time a wrong token is forgotten.
    static let memory: Duration = .seconds(600)

    private struct Attempt {
        let address: String
        let at: Instant
    }

    /// The oldest first; no more than are taken.
    private let attempts = Mutex<[Attempt]>([])

    /// Whether a token is right.
    ///
    /// Even the right one is refused to an address with too many wrong ones: a guess that is told from others
    /// would not be limited.
    ///
    /// - Throws: `Failure.tooMany` while the address, or all together, must wait.
    func check(
        from address: String, at now: Instant, _ isRight: () -> Bool
    ) throws(Failure) -> Bool {
        let (wait, isAccepted): (Duration?, Bool) = attempts.withLock { attempts in
            attempts.removeAll { now - $0.at >= Self.memory }
            let own = attempts.filter { $0.address == address }
            let full = own.count >= Self.mostOfAddress ? own : attempts
            if own.count >= Self.mostOfAddress || attempts.count >= Self.most, let oldest = full.first {
                return (oldest.at + Self.memory - now, false)
            }
            guard !isRight() else { return (nil, true) }
            attempts.append(Attempt(address: address, at: now))
            return (nil, false)
        }
        if let wait { throw .tooMany(wait: wait) }
        return isAccepted
    }
}

import Domain

extension FeedMemory {
    /// Notes where a response came from: a permanent move (RFC 9110, 15.4.2 and 15.4.9) counts when it is
    /// seen again.
    mutating func note(redirects: [Int], to address: String) {
        guard !redirects.isEmpty, redirects.allSatisfy({ $0 == 301 || $0 == 308 }) else {
            candidate = nil
            return
        }
        if candidate == address {
            self.address = address
            candidate = nil
        } else {
            candidate = address
        }
    }
}

import Testing

/// Waits until something holds, and records an issue when the seconds are over before.
func wait(_ what: String, seconds: Int = 30, _ condition: () async throws -> Bool) async throws {
    for _ in 0..<seconds * 20 {
        if try await condition() { return }
        try await Task.sleep(for: .milliseconds(50))
    }
    Issue.record("waited in vain for \(what)")
}

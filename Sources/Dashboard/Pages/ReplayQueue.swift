/// Lets one replay run at a time: each keeps a core busy for seconds.
actor ReplayQueue {
    private var isBusy = false

    /// Runs some work unless other work is running.
    ///
    /// - Throws: `Failure.unavailable` while it is, or what the work throws.
    func run<Value: Sendable>(_ work: @Sendable () async throws -> Value) async throws -> Value {
        guard !isBusy else {
            throw Failure.unavailable("Another replay is running. Try again in some seconds.")
        }
        isBusy = true
        defer { isBusy = false }
        return try await work()
    }
}

/// Signs of life for systemd's watchdog (sd_watchdog_enabled(3)), for as long as something proves that there
/// is life.
enum Watchdog {
    /// The time between two signs where nobody asks for more, and at most.
    private static let usual: Duration = .seconds(30)
    /// Signs in the time that systemd waits: it wants two, and asking the pipeline takes time, too.
    private static let signs: UInt64 = 3
    /// More often than this is not a watchdog but a load.
    private static let shortest: Duration = .milliseconds(1)

    /// The time between two signs of life; nil where they are not ours to give.
    ///
    /// - Parameters:
    ///   - environment: Where `WATCHDOG_USEC` and `WATCHDOG_PID` are looked for.
    ///   - process: Our process id.
    static func interval(_ environment: [String: String], process: Int32) -> Duration? {
        if let wanted = environment["WATCHDOG_PID"], wanted != "\(process)" { return nil }
        guard let text = environment["WATCHDOG_USEC"] else { return usual }
        guard let patience = UInt64(text), patience > 0 else { return nil }
        let interval = Duration.microseconds(Int64(clamping: patience / signs))
        return max(min(interval, usual), shortest)
    }

    /// Gives a sign at every interval at which `isAlive` says so; ends when its task is canceled.
    ///
    /// The times are counted from when the sign before was due, so that the time it takes to ask does not
    /// add up. An answer that does not come is no sign.
    static func run<Time: Clock>(
        every interval: Duration, on clock: Time, isAlive: () async -> Bool, sign: () -> Void
    ) async where Time.Duration == Duration {
        var due = clock.now
        while !Task.isCancelled {
            if await isAlive() { sign() }
            due = max(due.advanced(by: interval), clock.now)
            guard (try? await clock.sleep(until: due, tolerance: .zero)) != nil else { return }
        }
    }
}

/// What a monitor answers when it is asked whether it works.
enum Pulse: Sendable {
    /// The pipeline and the database have just answered.
    case beating
    /// The pipeline takes no more work: the monitor ends, or has ended.
    case stopped
    /// The pipeline has answered, the database has not.
    case failing
}

import FoundationEssentials
public import Logging
import Transport

/// Tells systemd how the daemon fares, over the socket that it names in `$NOTIFY_SOCKET` (sd_notify(3));
/// silent where there is none.
public struct SystemdNotifier: Sendable {
    private let socket: String?
    /// The time between two signs of life; nil where nobody waits for them.
    let watchdogInterval: Duration?
    private let logger: Logger

    /// - Parameter environment: Where `NOTIFY_SOCKET`, `WATCHDOG_USEC` and `WATCHDOG_PID` are looked for.
    public init(environment: [String: String], logger: Logger) {
        socket = environment["NOTIFY_SOCKET"].flatMap { $0.isEmpty ? nil : $0 }
        watchdogInterval =
            socket == nil
            ? nil
            : Watchdog.interval(environment, process: ProcessInfo.processInfo.processIdentifier)
        self.logger = logger
    }

    /// The database is open and the first poll is due.
    public func ready(_ status: String) { send("READY=1\nSTATUS=\(status)") }

    /// What there is to say of the moment, in a line.
    public func status(_ status: String) { send("STATUS=\(status)") }

    /// A sign of life for the watchdog.
    public func isAlive() { send("WATCHDOG=1") }

    /// A reload begins, which `ready` ends.
    ///
    /// The time tells systemd 253 and later which reload is meant.
    public func reloading() {
        // On Linux this clock is CLOCK_MONOTONIC.
        let clock = SuspendingClock()
        let microseconds = UInt64((clock.now - clock.systemEpoch) / .microseconds(1))
        send("RELOADING=1\nMONOTONIC_USEC=\(microseconds)\nSTATUS=reloading the configuration")
    }

    /// The daemon finishes what is under way, and then ends.
    public func stopping() { send("STOPPING=1\nSTATUS=finishing work in progress") }

    private func send(_ message: String) {
        guard let socket else { return }
        do {
            try sendDatagram(message, to: socket)
        } catch {
            logger.warning("Could not notify systemd", metadata: ["reason": "\(error)"])
        }
    }
}

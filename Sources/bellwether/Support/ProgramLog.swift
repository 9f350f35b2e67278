import Domain
import Logging
import Monitoring

/// How the program logs: one line an event, to standard error, where journald picks it up.
enum ProgramLog {
    /// For commands that end soon: warnings and errors.
    static var warnings: Logger { logger(level: .warning) }

    static func logger(level: Logger.Level) -> Logger {
        Logger(label: "bellwether") { _ in LineLogHandler(logLevel: level) }
    }
}

/// Writes `TIME LEVEL bellwether: MESSAGE key=value key="a longer value"`, the message before what belongs
/// to it.
struct LineLogHandler: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    init(logLevel: Logger.Level) { self.logLevel = logLevel }

    func log(event: LogEvent) {
        printError(Self.line(event, metadata, at: SystemClock().now()))
    }

    /// The line of an event, without its end.
    static func line(_ event: LogEvent, _ standing: Logger.Metadata, at time: Instant) -> String {
        var values = standing.merging(event.metadata ?? [:]) { $1 }
        if let error = event.error { values["error"] = "\(error)" }
        let pairs = values.sorted { $0.key < $1.key }.map { " \($0.key)=\(written("\($0.value)"))" }
        return "\(time.rfc3339) \(event.level) bellwether: \(event.message)\(pairs.joined())"
    }

    /// A value bare where that is unambiguous, otherwise in quotes; always in one line.
    private static func written(_ value: String) -> String {
        let isPlain = value.unicodeScalars.allSatisfy {
            $0.value > 0x20 && $0 != "\"" && $0 != "=" && $0 != "\\" && !(0x7F...0xA0).contains($0.value)
        }
        if isPlain, !value.isEmpty { return value }
        let escaped = value.unicodeScalars.map { scalar in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "\n": "\\n"
            case let scalar where scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value): " "
            default: String(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }
}

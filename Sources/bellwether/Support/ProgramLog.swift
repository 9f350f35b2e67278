import Logging

/// How the program logs: one line an event, to standard error, where journald picks it up.
enum ProgramLog {
    /// For commands that end soon: warnings and errors.
    static var warnings: Logger { logger(level: .warning) }

    static func logger(level: Logger.Level) -> Logger {
        var logger = Logger(label: "bellwether") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = level
        return logger
    }
}

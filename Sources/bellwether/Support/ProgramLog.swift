import Logging

/// How the program logs: one line an event, to standard error, where journald picks it up.
enum ProgramLog {
    static func logger(level: Logger.Level) -> Logger {
        var logger = Logger(label: "bellwether") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = level
        return logger
    }
}

public import Alerting
import Catalogues
public import Deduplication
public import History
public import Logging
import SQLiteHistory

#if POSTGRES
    import PostgresHistory
#endif

/// What the daemon asks of a store: a whole history, and what the rooms of the pipeline ask for themselves.
public typealias DaemonHistory = HistoryStore & KnownEntries & KnownStories & Outbox

/// Opens histories wherever they are kept: in a file of SQLite, or in a database of a PostgreSQL server.
public enum Histories {
    /// What a history is opened for.
    public enum Role: Sendable {
        /// To write as its only daemon; makes it, and brings an older schema up to date.
        case daemon
        /// To add to a history that is there.
        case writer
        /// To read; changes nothing.
        case reader
    }

    /// Whether a history is in a database of a server rather than in a file.
    public static func isOnServer(_ place: String) -> Bool { Configuration.isOnServer(place) }

    /// Opens a history.
    ///
    /// - Parameters:
    ///   - place: A file's path, or `postgres://user@host/database`.
    ///   - timeLimit: How long a question may take; nil for as long as it needs.
    /// - Throws: `HistoryError` with a sentence that says what to do.
    public static func open(
        _ place: String, as role: Role, timeLimit: Duration? = nil, logger: Logger
    ) async throws(HistoryError) -> any DaemonHistory {
        guard isOnServer(place) else {
            return try SQLiteHistory.open(place, as: role.ofFile, timeLimit: timeLimit, logger: logger)
        }
        #if POSTGRES
            return try await PostgresHistory.open(
                place, as: role.ofServer, timeLimit: timeLimit, logger: logger)
        #else
            throw unsupported(place)
        #endif
    }

    /// The process that runs as the daemon of a history, in words; nil where none does.
    ///
    /// To be asked before the history is opened, and not by its daemon.
    /// - Throws: `HistoryError` where a server cannot be asked.
    public static func daemon(of place: String) async throws(HistoryError) -> String? {
        guard isOnServer(place) else { return SQLiteHistory.daemon(of: place) }
        #if POSTGRES
            return try await PostgresHistory.daemon(of: place)
        #else
            throw unsupported(place)
        #endif
    }

    /// A place as people may see it, in logs and on pages: without a password.
    public static func shown(_ place: String) -> String {
        guard isOnServer(place) else { return place }
        let scheme = place.prefix { $0 != ":" } + "://"
        let rest = place.dropFirst(scheme.count).prefix { $0 != "?" }
        guard let at = rest.lastIndex(of: "@") else { return "\(scheme)\(rest)" }
        let user = rest[..<at].prefix { $0 != ":" }
        return "\(scheme)\(user)\(rest[at...])"
    }

    #if !POSTGRES
        private static func unsupported(_ place: String) -> HistoryError {
            .cannotOpen(
                path: shown(place),
                reason:
                    "this bellwether was built without PostgreSQL. Build it with BELLWETHER_POSTGRES=1, or name a file"
            )
        }
    #endif
}

extension Histories.Role {
    fileprivate var ofFile: SQLiteHistory.Role {
        switch self {
        case .daemon: .daemon
        case .writer: .writer
        case .reader: .reader
        }
    }

    #if POSTGRES
        fileprivate var ofServer: PostgresHistory.Role {
            switch self {
            case .daemon: .daemon
            case .writer: .writer
            case .reader: .reader
            }
        }
    #endif
}

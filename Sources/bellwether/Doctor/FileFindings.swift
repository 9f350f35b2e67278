import Glibc

/// Whether files can be where the configuration wants them.
enum FileFindings {
    /// Free bytes below which the disk is a problem: a daemon that stores a few hundred items an hour fills
    /// this in months.
    private static let leastFree: Int64 = 200_000_000
    /// A disk that is fuller than all but this share is nearly full, unless much is free all the same.
    private static let leastShare = 0.05
    private static let plenty: Int64 = 1_000_000_000
    /// SQLite writes over its log from 4 MB on, unless a reader keeps it from that.
    private static let largestLog: Int64 = 64_000_000

    /// Whether a file can be made or written at a path; nil where it can.
    static func obstacle(toWriting path: String, key: String) -> String? {
        let folder = parent(of: path)
        if let problem = problem(ofFolder: folder, key: key) { return problem }
        if isFolder(path) { return "\(path) is a folder; give the path of a file as \(key)" }
        let target = may(F_OK, path) ? path : folder
        guard !may(W_OK, target) else { return nil }
        return "this user may not write \(target); \(otherUser)"
    }

    /// Whether a file can be read at a path where there is one; nil where it can.
    static func obstacle(toReading path: String, key: String) -> String? {
        if let problem = problem(ofFolder: parent(of: path), key: key) { return problem }
        guard may(F_OK, path), !may(R_OK, path) else { return nil }
        return "this user may not read \(path); \(otherUser)"
    }

    private static let otherUser = "run this as root or as the daemon's user, or change the owner"

    /// Why a folder cannot be used; nil where it can.
    private static func problem(ofFolder folder: String, key: String) -> String? {
        if isFolder(folder) {
            return may(X_OK, folder) ? nil : "this user may not enter \(folder); \(otherUser)"
        }
        guard !may(F_OK, folder) else { return "\(folder) is not a folder; change \(key)" }
        switch errno {
        case EACCES: return "this user may not look into \(parent(of: folder)); \(otherUser)"
        case ENOENT: return "there is no folder \(folder); create it, or change \(key)"
        default: return "\(folder) is not a folder; change \(key)"
        }
    }

    /// The disk of a folder.
    static func disk(_ folder: String) -> Finding {
        var state = statvfs()
        // `state` is a live local that the call fills.
        guard unsafe statvfs(folder, &state) == 0 else {
            return .ill("disk", "cannot access \(folder); does it exist, and may this user enter it?")
        }
        let block = Int64(state.f_frsize)
        return disk(
            folder, free: Int64(state.f_bavail) * block, of: Int64(state.f_blocks) * block,
            hasFiles: state.f_files == 0 || state.f_favail > 0)
    }

    /// - Parameter hasFiles: Whether the file system can take more files.
    static func disk(_ folder: String, free: Int64, of size: Int64, hasFiles: Bool) -> Finding {
        let percent = size > 0 ? Int((Double(free) / Double(size) * 100).rounded()) : 0
        let room = "\(free / 1_000_000) MB (\(percent) %) free in \(folder)"
        guard hasFiles else { return .ill("disk", "no more files can be made in \(folder): delete some") }
        let least = max(leastFree, min(Int64(Double(size) * leastShare), plenty))
        return free < least
            ? .ill("disk", "only \(room): free some, or limit the history with `retention`")
            : .well("disk", room)
    }

    /// The log beside a database, which a reader that never ends keeps from being written over.
    static func log(of database: String) -> Finding {
        var state = stat()
        // `state` is a live local that the call fills.
        let size = unsafe stat(database + "-wal", &state) == 0 ? Int64(state.st_size) : 0
        return log(of: database, size: size)
    }

    static func log(of database: String, size: Int64) -> Finding {
        let words = "\(database)-wal has \(size / 1_000_000) MB"
        guard size > largestLog else { return .well("log", words) }
        return .ill(
            "log",
            "\(words): a program has been reading for long; `fuser \(database)` lists who, and once it has ended, the daemon cuts the log short"
        )
    }

    /// The folder that a path is in.
    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// What access(2) says; errno has the reason for no.
    private static func may(_ mode: Int32, _ path: String) -> Bool {
        // The path is a live string for the call.
        unsafe access(path, mode) == 0
    }

    private static func isFolder(_ path: String) -> Bool {
        var state = stat()
        // `state` is a live local that the call fills, the path a live string.
        return unsafe stat(path, &state) == 0 && state.st_mode & S_IFMT == S_IFDIR
    }
}

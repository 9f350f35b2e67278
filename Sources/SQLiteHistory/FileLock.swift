import Domain
import Glibc
import History

/// A file that this process has locked for itself.
///
/// The lock ends with the process, however that ends, and belongs to the file, not to one of its names.
///
/// It is a lock of the open file description (fcntl(2), F_OFD_SETLK) on one byte far behind those that SQLite
/// locks (0x40000000 and the 511 after it), so that the two never meet. A second range says who holds it: it
/// begins at the holder's process number and is as long as the seconds from 1970 to the lock.
///
/// To close any descriptor of a file drops all that SQLite has locked there in this process: keep a lock
/// until the connections to its file are closed.
final class FileLock: Sendable {
    /// F_OFD_GETLK and F_OFD_SETLK, the same on every Linux, which Glibc's module leaves out.
    private static let (getLock, setLock): (Int32, Int32) = (36, 37)
    /// The byte that only one process may lock.
    private static let place: off_t = 1 << 60
    /// Where the ranges that name the holder begin; above all process numbers from `place`.
    private static let names: off_t = 1 << 61
    /// What SQLite gives a new file, before the user's mask.
    private static let mode: mode_t = 0o644

    /// Open for reading and writing.
    let descriptor: Int32
    /// The file, whatever it is called.
    let file: FileIdentity

    private init(_ descriptor: Int32, _ file: FileIdentity) {
        (self.descriptor, self.file) = (descriptor, file)
    }

    deinit { _ = close(descriptor) }

    /// Locks a file; makes one where there is none.
    ///
    /// - Parameter follow: Whether the file may be behind a symbolic link.
    /// - Throws: `HistoryError.inUse` where another process has locked it, `.cannotOpen`.
    static func take(_ path: String, follow: Bool = true) throws(HistoryError) -> FileLock {
        while true {
            // The path is a live string for the call.
            let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | (follow ? 0 : O_NOFOLLOW), mode)
            guard descriptor >= 0, let file = FileIdentity(descriptor: descriptor) else {
                throw .cannotOpen(path: path, reason: systemReason())
            }
            let lock = FileLock(descriptor, file)
            try lock.keepOthersOut(of: path)
            // Whoever held it before may have put another file in its place.
            if FileIdentity(path: path) == file { return lock }
        }
    }

    /// Who has locked a file, in words; nil where nobody has.
    static func holder(of path: String) -> String? {
        // The path is a live string for the call.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { _ = close(descriptor) }
        return holder(descriptor)
    }

    private static func holder(_ descriptor: Int32) -> String? {
        func lock(_ start: off_t, _ length: off_t) -> flock? {
            var range = self.range(start, length)
            // `range` is a live local that the call fills.
            guard unsafe fcntl(descriptor, getLock, &range) == 0, range.l_type != F_UNLCK else { return nil }
            return range
        }
        guard lock(place, 1) != nil else { return nil }
        // A range of length 0 has no end.
        guard let name = lock(names, 0) else { return "another process" }
        return "process \(name.l_start - names), since \(Instant(seconds: Int64(name.l_len)).rfc3339)"
    }

    /// Keeps all others out.
    private func keepOthersOut(of path: String) throws(HistoryError) {
        var range = Self.range(Self.place, 1)
        // `range` is a live local for the call.
        guard unsafe fcntl(descriptor, Self.setLock, &range) == 0 else {
            guard errno == EAGAIN || errno == EACCES else {
                throw .cannotOpen(path: path, reason: systemReason())
            }
            throw .inUse(path: path, by: Self.holder(descriptor) ?? "another process")
        }
        var name = Self.range(Self.names + off_t(getpid()), off_t(time(nil)))
        // `name` is a live local for the call. Nobody needs it but those who are told.
        _ = unsafe fcntl(descriptor, Self.setLock, &name)
    }

    private static func range(_ start: off_t, _ length: off_t) -> flock {
        var range = flock()
        range.l_type = Int16(F_WRLCK)
        range.l_whence = Int16(SEEK_SET)
        range.l_start = start
        range.l_len = length
        return range
    }
}

/// What the last call of the system failed for.
func systemReason() -> String {
    // strerror returns a static or thread-local C string, copied here at once.
    unsafe String(cString: strerror(errno))
}

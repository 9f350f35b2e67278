import Glibc

/// What the file system says of a path at the moment, through symbolic links.
enum PathCheck {
    static func isFolder(_ path: String) -> Bool {
        state(path).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
    }

    /// The folder of a file, if it is not there.
    ///
    /// One that this user may not look for is taken to be there.
    static func missingFolder(of path: String) -> String? {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
        guard !folder.isEmpty, !isFolder(folder) else { return nil }
        return may(F_OK, folder) || errno == ENOENT || errno == ENOTDIR ? folder : nil
    }

    static func isProgram(_ path: String) -> Bool { !isFolder(path) && may(X_OK, path) }

    /// Whether two paths lead to one file, or would, if it were made.
    static func isSame(_ one: String, _ other: String) -> Bool {
        if let a = state(one), let b = state(other) { return a.st_dev == b.st_dev && a.st_ino == b.st_ino }
        return place(of: one) == place(of: other)
    }

    /// A path with the folder's real name.
    private static func place(of path: String) -> String {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { String(path[..<$0]) + "/" } ?? "."
        let name = slash.map { path[path.index(after: $0)...] } ?? path[...]
        // realpath returns a C string of its own, which is copied and then freed.
        guard let real = unsafe realpath(folder, nil) else { return path }
        defer { unsafe free(real) }
        return "\(unsafe String(cString: real))/\(name)"
    }

    private static func state(_ path: String) -> stat? {
        var state = stat()
        // `state` is a live local that the call fills, the path a live string.
        return unsafe stat(path, &state) == 0 ? state : nil
    }

    /// What access(2) says; errno has the reason for no.
    private static func may(_ mode: Int32, _ path: String) -> Bool {
        // The path is a live string for the call.
        unsafe access(path, mode) == 0
    }
}

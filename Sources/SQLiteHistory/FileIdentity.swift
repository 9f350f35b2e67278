import Glibc

/// A file on this machine, whichever of its names leads to it.
struct FileIdentity: Hashable, Sendable {
    private let device: dev_t
    private let number: ino_t
    /// The owner, to give another file the same one.
    let owner: (user: uid_t, group: gid_t)
    /// The rights of its owner, the group and all others.
    let rights: mode_t
    /// Whether it is a file, not a folder, a pipe or a device.
    let isFile: Bool
    /// Bytes.
    let size: Int

    /// What a path leads to, through symbolic links; nil where there is nothing.
    init?(path: String) {
        var state = stat()
        // `state` is a live local that the call fills; the path is a live string.
        guard unsafe stat(path, &state) == 0 else { return nil }
        self.init(state)
    }

    /// What is open.
    init?(descriptor: Int32) {
        var state = stat()
        // `state` is a live local that the call fills.
        guard unsafe fstat(descriptor, &state) == 0 else { return nil }
        self.init(state)
    }

    private init(_ state: stat) {
        (device, number) = (state.st_dev, state.st_ino)
        owner = (state.st_uid, state.st_gid)
        rights = state.st_mode & 0o777
        isFile = state.st_mode & S_IFMT == S_IFREG
        size = Int(state.st_size)
    }

    static func == (one: Self, other: Self) -> Bool {
        one.device == other.device && one.number == other.number
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(device)
        hasher.combine(number)
    }
}

/// The path without symbolic links; of a file that is not there, that of its folder with its name.
func realPath(_ path: String) -> String {
    if let real = resolved(path) { return real }
    let (folder, name) = split(path)
    return "\(resolved(folder) ?? folder)/\(name)"
}

/// The folder of a path and the name in it.
func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    return (
        slash == path.startIndex ? "/" : String(path[..<slash]), String(path[path.index(after: slash)...])
    )
}

private func resolved(_ path: String) -> String? {
    // realpath returns a C string of its own, which is copied and then freed.
    guard let real = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
}

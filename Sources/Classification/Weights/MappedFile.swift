import Glibc

/// A file mapped read-only into memory; shared between processes by the page cache.
///
/// The mapping is private to this class and lives as long as it does.
// @safe: the pointer never leaves but through withBytes, with its count.
// Sendable: the pages are never written, and `deinit` runs after the last reader let go.
@safe
final class MappedFile: @unchecked Sendable {
    // Where the file starts; `count` bytes from here can be read.
    private let base: UnsafeMutableRawPointer
    let count: Int

    /// - Throws: `WeightsError.unreadable` with the system's reason.
    init(path: String) throws(WeightsError) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(path: path, reason: Self.reason()) }
        defer { close(descriptor) }
        var status = stat()
        // `status` is a live local for the time of the call.
        guard unsafe fstat(descriptor, &status) == 0 else {
            throw .unreadable(path: path, reason: Self.reason())
        }
        guard status.st_size > 0 else { throw .unreadable(path: path, reason: "the file is empty") }
        count = Int(status.st_size)
        guard let pages = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0),
            unsafe pages != MAP_FAILED
        else {
            throw .unreadable(path: path, reason: Self.reason())
        }
        unsafe base = pages
    }

    deinit {
        // `base` and `count` are those of the one mmap above.
        unsafe munmap(base, count)
    }

    /// The bytes of the file; the closure must not let the buffer escape.
    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        // The mapping covers `count` bytes for the life of `self`, which this call holds.
        try unsafe body(UnsafeRawBufferPointer(start: base, count: count))
    }

    private static func reason() -> String {
        // strerror returns a static or thread-local C string, copied here at once.
        unsafe String(cString: strerror(errno))
    }
}

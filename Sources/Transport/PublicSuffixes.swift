import Glibc

/// The public suffix list (publicsuffix.org): the domains under which people register their own.
///
/// It is libpsl's, which libcurl brings along wherever it keeps cookies apart by it, as Debian's does. It is opened as the
/// program runs, so that building asks for no further package; without it `registeredDomain` has a short rule of its own.
@safe struct PublicSuffixes: Sendable {
    /// Nil where libpsl is missing.
    static let shared = PublicSuffixes()

    private typealias List = @Sendable @convention(c) () -> OpaquePointer?
    private typealias Find =
        @Sendable @convention(c) (OpaquePointer?, UnsafePointer<CChar>) -> UnsafePointer<CChar>?

    private let find: Find
    /// A table in the library's memory, which costs nothing to ask for.
    private let list: List

    private init?() {
        // Of libpsl's stable interface, version 5; never closed, for the functions live as long as the program.
        guard let library = unsafe dlopen("libpsl.so.5", RTLD_NOW | RTLD_LOCAL),
            let builtin = unsafe dlsym(library, "psl_builtin"),
            let registrable = unsafe dlsym(library, "psl_registrable_domain")
        else { return nil }
        unsafe find = unsafe unsafeBitCast(registrable, to: Find.self)
        unsafe list = unsafe unsafeBitCast(builtin, to: List.self)
    }

    /// The domain that somebody registered; nil for a public suffix itself, and for a name of one label.
    ///
    /// - Parameter host: In lower case; international names in either form.
    func registrableDomain(of host: String) -> String? {
        unsafe host.withCString { host in
            unsafe find(list(), host).map { unsafe String(cString: $0) }
        }
    }
}

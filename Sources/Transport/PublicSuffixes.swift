import Glibc

/// The public suffix list (publicsuffix.org): the domains under which others are registered.
///
/// It is libpsl's, which libcurl depends on where it uses the list for cookies, as on Debian. It is loaded
/// when the program runs, so that building needs no further package; without it `registeredDomain` has a
/// short rule of its own.
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
        // Of libpsl's stable interface, version 5; never closed, for the functions live as long as the
        // program.
        guard let library = unsafe dlopen("libpsl.so.5", RTLD_NOW | RTLD_LOCAL),
            let builtin = unsafe dlsym(library, "psl_builtin"),
            let registrable = unsafe dlsym(library, "psl_registrable_domain")
        else { return nil }
        unsafe find = unsafe unsafeBitCast(registrable, to: Find.self)
        unsafe list = unsafe unsafeBitCast(builtin, to: List.self)
    }

    /// The registered domain; nil for a public suffix itself, and for a name of one label.
    ///
    /// - Parameter host: In lower case; international names in either form.
    func registrableDomain(of host: String) -> String? {
        unsafe host.withCString { host in
            unsafe find(list(), host).map { unsafe String(cString: $0) }
        }
    }
}

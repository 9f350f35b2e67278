/// How the pages are served, and to whom.
public struct DashboardSettings: Sendable, Equatable {
    /// Names that browsers may give for this server besides those of loopback, without a port: a page
    /// elsewhere can reach 127.0.0.1 under a name of its own (DNS rebinding).
    public var hosts: [String] = []
    /// What visitors must present before they see anything; nil where whoever reaches the port may read.
    public var token: String?
    /// The header in which a proxy says who the visitor is, in lower case; nil to believe none.
    public var userHeader: String?
    /// The path before every address, for a proxy that serves other things beside: `/bellwether`; or empty.
    public var base = ""

    /// Served on loopback, to whoever reaches it.
    public init() {}
}

import CPostgres
import History

/// Where a database is, and as whom to connect.
///
/// As `postgres://user@host1,host2/name?target_session_attrs=read-write` (libpq, "Connection URIs"). A
/// password in it is never shown.
struct Address: Sendable {
    /// What libpq is told.
    let options: [(name: String, value: String)]
    /// The address for people: user, hosts and name of the database.
    let place: String

    /// What is said unless the address says otherwise.
    ///
    /// A partner that is gone without a word is noticed within half a minute, where TCP alone takes two
    /// hours.
    private static let defaults = [
        ("connect_timeout", "10"), ("keepalives_idle", "10"), ("keepalives_interval", "5"),
        ("keepalives_count", "3"), ("tcp_user_timeout", "25000"), ("application_name", "bellwether"),
        ("client_encoding", "UTF8"),
    ]

    /// Reads an address.
    ///
    /// - Parameter mustWrite: Whether a standby, which only reads, is of no use.
    /// - Throws: `HistoryError.cannotOpen`.
    init(_ text: String, mustWrite: Bool) throws(HistoryError) {
        guard let stated = Self.options(of: text) else {
            // Not in libpq's words, which repeat the address with its password.
            throw .cannotOpen(
                path: Self.withoutPassword(text),
                reason: "the address cannot be read. Write it as postgres://user@host/database")
        }
        var options = Self.defaults.map { (name: $0.0, value: $0.1) }
        if mustWrite { options.append(("target_session_attrs", "read-write")) }
        self.options = options.filter { option in !stated.contains { $0.name == option.name } } + stated
        place = Self.place(stated)
    }

    private static func place(_ options: [(name: String, value: String)]) -> String {
        func value(_ name: String) -> String? { options.last { $0.name == name }?.value }
        let hosts = (value("host") ?? value("hostaddr") ?? "").split(separator: ",")
        let ports = (value("port") ?? "").split(separator: ",", omittingEmptySubsequences: false)
        let places = hosts.enumerated().map { number, host in
            let port = ports.count == 1 ? ports[0] : number < ports.count ? ports[number] : ""
            return port.isEmpty || host.hasPrefix("/") ? "\(host)" : "\(host):\(port)"
        }
        let user = value("user").map { "\($0)@" } ?? ""
        return "postgres://\(user)\(places.joined(separator: ","))/\(value("dbname") ?? "")"
    }

    /// An address that cannot be read, as far as it surely holds no password.
    private static func withoutPassword(_ text: String) -> String {
        let scheme = text.hasPrefix("postgresql://") ? "postgresql://" : "postgres://"
        guard let at = text.lastIndex(of: "@") else {
            return text.contains("password") ? scheme : text
        }
        let rest = text[text.index(after: at)...]
        return scheme + rest.prefix { $0 != "?" }
    }

    /// The options that an address states; nil for what libpq cannot read.
    private static func options(of text: String) -> [(name: String, value: String)]? {
        // libpq reads the text within the call; its message is not wanted.
        guard let parsed = unsafe PQconninfoParse(text, nil) else { return nil }
        // Nobody else has the list, which ends with an option without a name.
        defer { unsafe PQconninfoFree(parsed) }
        var options: [(name: String, value: String)] = []
        var option = unsafe parsed
        while let name = unsafe option.pointee.keyword {
            if let value = unsafe option.pointee.val {
                options.append((unsafe String(cString: name), unsafe String(cString: value)))
            }
            unsafe option += 1
        }
        return options
    }
}

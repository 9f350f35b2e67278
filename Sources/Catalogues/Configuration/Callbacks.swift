import Domain

/// Where hubs reach this daemon: a public address, which a proxy forwards to a port of 127.0.0.1.
public struct PushAddress: Sendable, Equatable {
    /// Without a slash at its end.
    public private(set) var callback: String
    /// The port of 127.0.0.1 that is listened at.
    public private(set) var port: Int

    /// An address without a slash at its end, and a port.
    public init(callback: String, port: Int) {
        self.callback = callback
        self.port = port
    }
}

extension PushAddress: Section {
    static let blank = PushAddress(callback: "", port: 0)

    static let keys: [Key<PushAddress>] = [
        required(
            "callback", \.callback, .webAddress, "The public address at which hubs reach the daemon."),
        required("port", \.port, .whole(1...65535), "The port of 127.0.0.1 that a proxy forwards it to."),
    ]

    mutating func complete(_ mapping: Mapping, _ findings: inout Findings) {
        if callback.hasSuffix("/") { callback.removeLast() }
    }
}

/// A sign of life to a dead man's switch such as healthchecks.io or Alertmanager's watchdog receivers.
public struct Heartbeat: Sendable, Equatable {
    private var address: String?
    private var addressSecret: Secret?
    /// The time between two requests.
    public private(set) var interval: Duration = .seconds(300)

    /// The address that is requested.
    public var url: String { addressSecret?.value ?? address ?? "" }
}

extension Heartbeat: Section {
    static let blank = Heartbeat()

    static let keys: [Key<Heartbeat>] = [
        optional("url", \.address, .privateAddress, "The address that is requested."),
        optional("url_secret", \.addressSecret, .secret, "The secret that holds the address."),
        key(
            "every", \.interval, .duration(.seconds(30)...(.seconds(86400))), "The time between two requests."
        ),
    ]

    mutating func complete(_ mapping: Mapping, _ findings: inout Findings) {
        PrivateAddress.check(address, addressSecret, mapping, &findings)
    }
}

/// An address that is in the file, or in a secret that the file names.
enum PrivateAddress {
    static func check(
        _ address: String?, _ secret: Secret?, _ mapping: Mapping, _ findings: inout Findings
    ) {
        switch (address, secret) {
        case (nil, nil): mapping.refuse("url", "give either \"url\" or \"url_secret\"", &findings)
        case (_?, _?): mapping.refuse("url_secret", "give either \"url\" or \"url_secret\"", &findings)
        case (nil, let secret?) where Form<String>.isWebAddress(secret.value): break
        case (nil, _?): mapping.refuse("url_secret", "the secret is not an http or https address", &findings)
        case (_?, nil): break
        }
    }
}

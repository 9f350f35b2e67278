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

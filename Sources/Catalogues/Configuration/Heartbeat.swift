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
        optional("url_secret", \.addressSecret, .secret, "The secret that contains the address."),
        key(
            "every", \.interval, .duration(.seconds(30)...(.seconds(86400))), "The time between two requests."
        ),
    ]

    mutating func complete(_ mapping: Mapping, _ findings: inout Findings) {
        PrivateAddress.check(address, addressSecret, mapping, &findings)
    }
}

public import Catalogues
public import Dashboard
public import Serving

extension DashboardOptions {
    /// Where the pages are served.
    public var address: WebAddress {
        if let socket { return .socket(socket) }
        return .port(port ?? 0)
    }
}

extension DashboardSettings {
    /// What the configuration asks.
    public init(_ options: DashboardOptions) {
        self.init()
        hosts = options.hosts
        token = options.token
        userHeader = options.userHeader
        base = options.base
    }
}

extension SiteFacts {
    /// What the configuration says.
    public init(version: String, _ configuration: Configuration) {
        self.init(version: version)
        rules = configuration.rules.map(\.rule)
        sensitivity = configuration.detection.sensitivity
    }
}

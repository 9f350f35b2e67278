public import Catalogues
public import Dashboard
public import Detection
public import History
import Domain
import Replay
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

    /// Lets the pages of rules fire them on a history, and say how many alerts a month it brings in all.
    public mutating func replay(_ settings: DetectionSettings, on history: any ItemBook) {
        replay = { rule, span in try await settings.firings(of: history, in: span).filter { $0.rule == rule }
        }
        monthlyAlerts = { now in try await settings.pastAlerts(of: history, at: now).monthly }
    }
}

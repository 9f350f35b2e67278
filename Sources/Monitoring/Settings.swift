public import Catalogues
public import Detection
public import Domain
import Transport

extension Configuration {
    /// The sinks of the alerts of each rule that names some; the log gets all.
    var routes: [String: [String]] {
        var routes: [String: [String]] = [:]
        for placed in rules { routes[placed.rule.id] = placed.rule.sinks.map { ["log"] + $0 } }
        return routes
    }
}

extension DetectionSettings {
    /// What the configuration asks, with the owners of the feeds.
    public init(_ configuration: Configuration, _ feeds: [Feed]) {
        self.init()
        rules = configuration.rules.map(\.rule)
        for feed in feeds { owners[feed.id] = URLParts(feed.url)?.registeredDomain }
        let sensitivity = configuration.detection.sensitivity
        falseAlertsPerStreamMonth = sensitivity.falseAlertsPerStreamMonth
        minimumStories = sensitivity.minimumStories
        minimumSources = sensitivity.minimumSources
        cooldown = sensitivity.cooldown
    }
}

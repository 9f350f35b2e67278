public import Catalogues
public import Detection
public import Domain
import Transport

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
        learningPeriod = sensitivity.learningPeriod
    }
}

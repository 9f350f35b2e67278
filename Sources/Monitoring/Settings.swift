public import Catalogues
public import Detection
import Domain
import Transport

extension DetectionSettings {
    /// What the configuration asks, with the owners of the feeds and the names of the entities.
    public init(_ configuration: Configuration, _ catalogue: Catalogue) {
        self.init()
        rules = configuration.rules.map(\.rule)
        for feed in catalogue.feeds { owners[feed.id] = URLParts(feed.url)?.registeredDomain }
        for entity in catalogue.entities { names[entity.symbol] = names[entity.symbol] ?? entity.name }
        let sensitivity = configuration.detection.sensitivity
        falseAlertsPerStreamMonth = sensitivity.falseAlertsPerStreamMonth
        minimumStories = sensitivity.minimumStories
        minimumSources = sensitivity.minimumSources
        cooldown = sensitivity.cooldown
        learningPeriod = sensitivity.learningPeriod
    }
}

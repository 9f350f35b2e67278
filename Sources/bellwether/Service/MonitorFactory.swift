import Catalogues
import Classification
import Domain
import Logging
import Mentions
import Monitoring

/// Builds monitors from what the configuration says at the time.
struct MonitorFactory: Sendable {
    let config: String
    let weights: WeightsFile
    let logger: Logger

    /// - Throws: `CatalogueError`, `HistoryError` and whatever else keeps a monitor from being built.
    func monitor() async throws -> Monitor {
        func hint(_ mistake: Mistake) {
            logger.notice("Configuration hint", metadata: ["hint": "\(mistake)"])
        }
        let configuration = try Configuration.read(config, secrets: .sent, hint: hint)
        let catalogue = try configuration.catalogue(for: weights, secrets: .sent, hint: hint)
        let classifier = try Classifier(
            weights: weights, threads: configuration.threads ?? availableCores(), exact: configuration.exact)
        let gazetteer = Gazetteer(catalogue.entities)
        let assessor = try TitleAssessor(
            weights: weights, classifier: classifier, finder: gazetteer,
            reader: CompanyReader(beside: gazetteer))
        let monitor = try await Monitor(
            configuration: configuration, catalogue: catalogue, assessor: assessor,
            measures: weights.header.measures, clock: SystemClock(), logger: logger)
        logger.info(
            "Watching",
            metadata: [
                "feeds": "\(catalogue.feeds.count)", "entities": "\(catalogue.entities.count)",
                "database": "\(Histories.shown(configuration.database))",
            ])
        return monitor
    }
}

import ArgumentParser
import Catalogues
import Classification
import Detection
import Domain
import History
import Mentions
import Monitoring
import Replay

struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Run past headlines through the classifier and the detector, and print the alerts.",
        discussion: """
            Reads tab-separated lines of date, source and text, with or without that header. The date is a day or a time; \
            headlines dated only by day are spread evenly over that day, in an order that depends on their words, and no window is shorter than a day. Prints each notice as in the alert \
            log, and a summary on standard error. Nothing is stored.

            With --history, reads the headlines stored in the configuration's database instead of a file. With --against, \
            runs a second configuration on the same headlines and prints how the alerts of --config differ from it: \
            {"change":"gained"|"lost"|"earlier"|"later","stream","at","was","explanation"}.
            """)

    @Argument(help: "A TSV file, or - for standard input.") var file = "-"
    @Option(help: "A configuration whose rules and catalogues apply.") var config: String?
    @Option(help: "Another configuration to compare with.") var against: String?
    @Flag(help: "Replay the history in the configuration's database.") var history = false
    @Option(help: "A catalogue of entities. (default: the companies that ship)") var catalogue: String?
    @Option(help: "The number of chance alerts to accept per stream and month.") var falseAlerts: Double?
    @Option(help: "The number of distinct negative stories that an alert needs.") var minimumStories: Int?
    @Option(help: "The number of distinct sources that must carry them.") var minimumSources: Int?
    @OptionGroup var scoring: ScoringOptions

    func validate() throws {
        try Self.check(falseAlerts, in: Sensitivity.falseAlertBounds, "--false-alerts")
        try Self.check(minimumStories, in: Sensitivity.storyBounds, "--minimum-stories")
        try Self.check(minimumSources, in: Sensitivity.sourceBounds, "--minimum-sources")
        if (history || against != nil) && config == nil {
            throw ValidationError("--history and --against require --config")
        }
    }

    func run() async throws {
        try await Failure.reported {
            let weights = try scoring.weightsFile()
            let own = try configured(config, weights)
            var all = [own.settings]
            if let against { all.append(try configured(against, weights).settings) }
            let stored: (any HistoryStore)? =
                if history, let database = own.database { try await Self.reader(database) } else { nil }
            let headlines = try await stored?.headlines() ?? headlines(of: readLines(file))
            let replay = try await replay(own.entities, weights, stored)
            var firing = [[Alert]](repeating: [], count: all.count)
            let accepted = try await replay.run(headlines, under: all) { alert, index in
                if alert.sequence == 0 { firing[index].append(alert) }
                if against == nil { printLine(try jsonLine(AlertRecord(alert))) }
            }
            guard all.count == 2 else {
                return printError(
                    "\(counted(headlines.count, "headline")), \(counted(firing[0].count, "alert"))")
            }
            let (differences, same) = AlertDifference.between(firing[1], firing[0])
            for difference in differences { printLine(try jsonLine(difference)) }
            printError(
                "\(counted(headlines.count, "headline")); \(counted(firing[0].count, "alert")) against \(firing[1].count), \(same) the same; \(accepted[0].places(1)) false alarms a month accepted against \(accepted[1].places(1))"
            )
        }
    }

    private static func reader(_ path: String) async throws -> any HistoryStore {
        try await Histories.open(path, as: .reader, logger: ProgramLog.warnings)
    }

    /// A replay that finds companies that no catalogue lists as the daemon does: with the lists and the
    /// decisions of a history, where there is one.
    private func replay(
        _ entities: [Entity], _ weights: WeightsFile, _ history: (any HistoryStore)?
    ) async throws -> Replay {
        let gazetteer = Gazetteer(entities)
        let assessor = try TitleAssessor(
            weights: weights, classifier: try scoring.classifier(weights), finder: gazetteer,
            reader: CompanyReader(beside: gazetteer))
        let listed = ListedNames(
            try await history?.listings() ?? [], preferring: Set(entities.map(\.symbol)),
            isCommon: assessor.isCommon)
        return Replay(
            assessor: assessor, discovery: Discovery(listed: listed),
            choices: try await history?.choices(of: nil) ?? [:])
    }

    private static func check<Number: Comparable>(
        _ number: Number?, in bounds: ClosedRange<Number>, _ option: String
    ) throws {
        guard let number, !bounds.contains(number) else { return }
        throw ValidationError("\(option) must be between \(bounds.lowerBound) and \(bounds.upperBound)")
    }

    /// What a configuration says, or what there is without one; the options go before both.
    private func configured(
        _ path: String?, _ weights: WeightsFile
    ) throws -> (settings: DetectionSettings, entities: [Entity], database: String?) {
        var settings = DetectionSettings()
        var entities: [Entity]?
        var database: String?
        if let path {
            let configuration = try Configuration.read(path)
            let watched = try configuration.catalogue(for: weights)
            settings = DetectionSettings(configuration, watched)
            entities = watched.entities
            database = configuration.database
        }
        settings.falseAlertsPerStreamMonth = falseAlerts ?? settings.falseAlertsPerStreamMonth
        settings.minimumStories = minimumStories ?? settings.minimumStories
        settings.minimumSources = minimumSources ?? settings.minimumSources
        if let catalogue { entities = try Installation.entities(catalogue) }
        let watched = try entities ?? Installation.entities(nil)
        for entity in watched { settings.names[entity.symbol] = entity.name }
        return (settings, watched, database)
    }

    private func headlines(of lines: [String]) throws -> [DatedHeadline] {
        do {
            return try HeadlineFile(lines: lines).headlines
        } catch {
            throw Failure.badData("\(file):\(error)")
        }
    }
}

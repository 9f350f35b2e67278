import ArgumentParser
import Catalogues
import Domain
import History
import Monitoring
import Outcomes

struct Study: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what the price did after earlier alerts like one.",
        discussion: """
            Takes the alerts about the same company; if fewer than five of them have a known price, those that report the same \
            kind of adverse event, then those on the same topic, then those about any company. Prints a sentence and a table of \
            the moves within an hour, a day and five days: the median, where nine of ten are (all, of fewer than twenty), the \
            interval of the median (95 %, bootstrap), the move less that of the index, and what is usual without an alert. With \
            --json, prints one object, with every case. It says what was, not what will be.
            """)

    @Argument(help: "The alert's id, or its first characters: only what was known when it fired counts.")
    var id: String?
    @Option(help: "The symbol of an entity, in place of an alert.") var entity: String?
    @Option(help: "A kind of adverse event, such as probe, in place of an alert or of an entity's own.")
    var risk: String?
    @Option(
        help:
            "The symbol of the index. (default: the first with a price of SP500, ^GSPC, SPX, SPY and others)")
    var index: String?
    @Flag(help: "Print one JSON object.") var json = false
    @OptionGroup var options: DatabaseOptions

    func validate() throws {
        if (id == nil) == (entity == nil && risk == nil) {
            throw ValidationError("give the id of an alert, or --entity, --risk or both")
        }
        if let risk, RiskType(rawValue: risk) == nil {
            let all = RiskType.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("there is no kind of adverse event \"\(risk)\"; there are \(all)")
        }
    }

    func run() async throws {
        try await Failure.reported {
            let history = try await options.openReader()
            let now = SystemClock().now()
            if let index, try await history.quoteMove(symbol: index, at: now) == nil {
                throw Failure.badData("there is no price of the index \(index) in the history")
            }
            let (subject, before) = try await subject(history, now)
            let study = try await StudyReader(history, index: index).study(subject, before: before)
            if json { return printLine(try jsonLine(StudyRecord(study))) }
            for line in StudyTable(study: study).lines { printLine(line) }
        }
    }

    /// What is asked about, and the time from which on nothing is known.
    private func subject(_ history: any HistoryStore, _ now: Instant) async throws -> (StudySubject, Instant)
    {
        if let id {
            guard let alert = try await history.alertHistory(of: id, at: now)?.notices.first?.notice else {
                throw Failure.badData(
                    "there is no alert \(id) in \(try options.path()), or several begin so; `bellwether alerts` lists them"
                )
            }
            return (StudySubject(alert), alert.at)
        }
        if let entity { try await refuseUnknown(entity, history, now) }
        return (StudySubject(entity: entity, risk: risk.flatMap(RiskType.init)), now)
    }

    /// An entity that nobody knows has no alerts, which would look as if it had none for another reason.
    private func refuseUnknown(_ symbol: String, _ history: any HistoryStore, _ now: Instant) async throws {
        guard try await history.quoteMove(symbol: symbol, at: now) == nil else { return }
        let known = KnownStreams(
            entities: try await history.entities() + (options.catalogue()?.entities ?? []), topics: [],
            others: try await history.streams())
        guard let pattern = StreamPattern(Stream.entity(symbol).name) else {
            throw Failure.badData("\"\(symbol)\" is not the symbol of an entity")
        }
        if let absence = known.absence(in: pattern) { throw Failure.badData("\(absence)") }
    }
}

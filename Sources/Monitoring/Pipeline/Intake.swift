public import Classification
public import Deduplication
public import Domain
import Fetching
public import History
import Parsing
import Transport

/// What the first half of the pipeline makes of a response: what is new in it, and what its titles mean.
public struct ReadResponse: Sendable {
    /// The response, with its cursor as it is to be stored.
    public let response: Response
    /// Entries that are not stored yet, each with its assessment.
    public let entries: [(entry: IdentifiedEntry, text: TextAssessment)]
    /// Changed titles of stored items, each with its new assessment.
    public let edits: [AssessedEdit]
    /// What the titles of those meant before.
    public let former: [TextAssessment]
    /// Prices, where the feed is one of prices.
    public let quotes: [Quote]
    /// The name of the weights that assessed the titles.
    public let model: String
    /// How the entries came.
    public let arrival: Arrival
}

/// The first half of the pipeline: identity and classification.
///
/// It asks only what is stored of the feed itself and changes nothing, so that any number of workers can do
/// it, each for its feeds. What needs to see all feeds comes after it, in `Judge`.
public struct Intake: Sendable {
    private let known: any KnownEntries
    private let assessor: any Assessor
    private let learningPeriod: Duration

    /// - Parameters:
    ///   - known: What is stored of the feeds.
    ///   - learningPeriod: For how long a new feed only teaches.
    public init(known: any KnownEntries, assessor: any Assessor, learningPeriod: Duration) {
        self.known = known
        self.assessor = assessor
        self.learningPeriod = learningPeriod
    }

    /// Parses a response, leaves out what is stored, and assesses the titles.
    ///
    /// - Throws: `Unreadable` when the body is not what the catalogue says; what the history throws.
    func read(_ response: Response) async throws -> ReadResponse {
        let contents: FeedContents?
        do {
            contents = response.isUnchanged ? nil : try parseContents(response.document, of: response.feed)
        } catch {
            throw Unreadable(
                cursor: PollingPolicy.cursor(
                    afterUnreadable: response, reason: "\(error)", as: error.feedState))
        }
        let arrival = Arrival(
            feed: response.feed.id, at: response.receivedAt,
            isBacklog: response.isNew(within: learningPeriod),
            usualDelay: response.previous.memory.delay?.usual,
            sharedKeys: response.previous.memory.sharedKeys ?? [])
        let entries = (contents?.entries ?? []).map(\.withPublisherByDomain)
        let identified = try await identify(entries, of: arrival, known: known)
        var response = response
        response.cursor = response.settledCursor(
            contents, fresh: identified.entries.count, dates: identified.entries.compactMap(\.date),
            sharedKeys: identified.sharedKeys)
        let part = response.feed.assessedPart
        let edits = identified.edits
        let texts = identified.entries.map { part.text(title: $0.title, summary: $0.summary) }
        let changed = edits.map { part.text(title: $0.title, summary: $0.summary) }
        let former = edits.map { part.text(title: $0.former, summary: $0.summary) }
        return ReadResponse(
            response: response, entries: Array(zip(identified.entries, await assessor.assess(texts))),
            edits: zip(edits, await assessor.assess(changed)).map {
                AssessedEdit(edit: $0, text: $1)
            },
            former: await assessor.assess(former),
            quotes: contents?.quotes ?? [], model: assessor.model, arrival: arrival)
    }
}

extension Entry {
    /// The entry with its publisher known by the registered domain, as the owners of feeds are.
    fileprivate var withPublisherByDomain: Entry {
        guard let domain = publisher?.domain, let parts = URLParts("https://\(domain)/") else { return self }
        var entry = self
        entry.publisher?.domain = parts.registeredDomain ?? domain
        return entry
    }
}

/// A body that is not what the catalogue says.
struct Unreadable: Error {
    /// Where the feed's polling stands now.
    let cursor: FeedCursor
}

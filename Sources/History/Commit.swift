public import Domain

/// Everything that is to be stored together: what a poll brought, what the detector learned, and notices of
/// alerts.
///
/// A poll that failed has only `poll`; what time alone brings about has no `poll`.
public struct Commit: Sendable {
    /// Decides where a notice goes, given what the history knows in the transaction that stores it.
    public typealias Route = @Sendable (_ notice: Alert, _ facts: RoutingFacts) -> NoticeRoute

    /// What a poll of one feed changed; nil when no feed was polled.
    public var poll: Poll?
    /// The detector states that changed.
    public var states: [DetectorState] = []
    /// The streams whose states are no longer needed, by name.
    public var droppedStates: [String] = []
    /// What changed of the words that themes are found by.
    public var words: [WordState] = []
    /// Names that no catalogue lists, of which something changed.
    public var discovered: [DiscoveredEntity] = []
    /// The keys of such names that are forgotten.
    public var forgottenNames: [String] = []
    /// How the alerts that fire were ranked.
    public var rankings: [AlertRanking] = []
    /// Notices of alerts, in the order in which they are to be delivered.
    public var notices: [Alert] = []
    /// Notices that are stored already, with what is known by now; they are not delivered again.
    public var grown: [Alert] = []
    /// What streams had in half hours that changed; each takes the place of what is stored of the half hour.
    public var series: [SeriesPoint] = []
    /// Where the notices go.
    public let route: Route

    /// An empty commit.
    ///
    /// - Parameter route: Decides who gets the notices; called once for each, inside the transaction. It must
    ///   be quick and must not ask the history.
    public init(routedBy route: @escaping Route) { self.route = route }

    /// What a poll of one feed changed.
    public struct Poll: Sendable {
        /// The feed's id.
        public let feed: String
        /// Where the polling of the feed stands from now on.
        public let cursor: FeedCursor
        /// When the response was complete or the poll failed.
        public let at: Instant
        /// The entries that were not stored before.
        public var items: [AssessedItem] = []
        /// What the source changed about stored items.
        public var edits: [AssessedEdit] = []
        /// The prices that it brought.
        public var quotes: [Quote] = []
        /// The name of the weights that assessed items and edits.
        public var model = ""

        /// A poll that moved the cursor and brought nothing else.
        public init(of feed: String, cursor: FeedCursor, at time: Instant) {
            self.feed = feed
            self.cursor = cursor
            at = time
        }
    }
}

/// A changed title with its new assessment.
public struct AssessedEdit: Sendable {
    /// What changed about which item.
    public let edit: ItemEdit
    /// What the new title says.
    public let text: TextAssessment

    /// An edit and the assessment of the new title.
    public init(edit: ItemEdit, text: TextAssessment) {
        self.edit = edit
        self.text = text
    }
}

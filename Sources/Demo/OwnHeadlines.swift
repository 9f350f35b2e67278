public import Catalogues
public import Domain
import Loopback

/// Somebody's own headlines as feeds of a demo: each source is a feed of its own, which publishes its
/// headlines at their times.
public struct OwnHeadlines: Sendable {
    /// Before the first headline all is quiet for so long, which teaches the detector that little is usual,
    /// and takes so many real seconds.
    private static let quiet = SimulatedClock.Phase(length: .seconds(20 * 86400), seconds: 4)
    /// Two hours a second, where the file is neither short nor long.
    private static let usualSpeed = 7200.0
    /// The real time that the headlines take, at least and at most, and those that a second is enough for.
    private static let realSeconds = 10.0...60.0
    private static let headlinesPerSecond = 150.0
    /// Real seconds between two polls of a feed, and the polls after the last headline.
    private static let pollSeconds = 0.1
    private static let lastPolls = 20.0
    /// Entries that a document holds at most, the latest first.
    private static let entriesShown = 1000

    /// In the order of their times.
    let headlines: [DemoHeadline]
    /// The feeds, without the server's address.
    private let feeds: [(id: String, title: String)]
    let entities: [Entity]
    /// What the daemon does with them: its sinks, its rules, its thresholds.
    let configuration: Configuration

    /// - Parameters:
    ///   - headlines: At least one, in any order.
    ///   - configuration: Whose sinks, rules and thresholds apply; its feeds and its files are left alone.
    public init(_ headlines: [DatedHeadline], entities: [Entity], configuration: Configuration) {
        let sources = Dictionary(grouping: headlines, by: \.source).keys.sorted()
        feeds = zip(Catalogue.ids(for: sources), sources).map { (id: $0, title: $1) }
        let ids = Dictionary(uniqueKeysWithValues: feeds.map { ($0.title, $0.id) })
        self.headlines = headlines.map { headline in
            DemoHeadline(at: headline.at, feed: ids[headline.source] ?? "", title: headline.text)
        }.sorted { $0.at < $1.at }
        self.entities = entities
        self.configuration = configuration
    }

    /// How many headlines there are.
    public var count: Int { headlines.count }

    /// How many sources they are of.
    public var sources: Int { feeds.count }

    /// When the simulated time begins.
    var start: Instant { (headlines.first?.at ?? Instant(seconds: 0)) - Self.quiet.length }

    /// When it ends: what comes last is polled, judged and delivered, too.
    var end: Instant { start + Self.quiet.length + active.length }

    /// The clock, from now on.
    func clock() -> SimulatedClock { SimulatedClock(start: start, phases: [Self.quiet, active]) }

    /// The time in which the headlines come.
    private var active: SimulatedClock.Phase {
        let span = (headlines.last?.at ?? start) - (headlines.first?.at ?? start)
        let bounds = Self.realSeconds
        let seconds = min(max(span.inSeconds / Self.usualSpeed, bounds.lowerBound), bounds.upperBound)
        let real = max(seconds, Double(headlines.count) / Self.headlinesPerSecond)
        let speed = max(span.inSeconds, 600) / real
        let tail = Self.lastPolls * Self.pollSeconds
        return SimulatedClock.Phase(
            length: span + .seconds(tail * speed), seconds: span.inSeconds / speed + tail)
    }

    /// A catalogue of the feeds at a server's port; names of their own make them owners of their own.
    func catalogue(port: Int) -> Catalogue {
        let active = active
        let interval = Duration.seconds(active.length.inSeconds / active.seconds * Self.pollSeconds)
        var catalogue = Catalogue()
        catalogue.feeds = feeds.map { id, title in
            Feed(
                id: id, title: title, url: "http://\(id).localhost:\(port)/", kind: .news,
                interval: interval)
        }
        catalogue.entities = entities
        return catalogue
    }

    /// What a feed's server answers at a time.
    func response(to request: LoopbackRequest, at now: Instant) -> LoopbackResponse {
        let host = request.headers["host"]?.split(separator: ".").first
        guard let feed = feeds.first(where: { $0.id == host.map(String.init) }) else {
            return LoopbackResponse(404)
        }
        // Something to begin with: what a feed's first answer holds is not news.
        let first = DemoHeadline(at: start, feed: feed.id, title: "\(feed.title): the demo begins")
        let known = [first] + headlines.filter { $0.feed == feed.id && $0.at <= now }
        let shown = known.suffix(Self.entriesShown)
        return LoopbackResponse(
            rss(feed.title, shown.reversed(), link: { _ in nil }), type: "application/rss+xml",
            latest: shown.last?.at, to: request)
    }
}

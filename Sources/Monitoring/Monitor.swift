import Alerting
public import Catalogues
public import Classification
import Dashboard
import Detection
public import Domain
import Fetching
public import Logging
import History
import Mentions
public import ServiceLifecycle
import Replay
import Serving
import Synchronization
import Transport
import WebSub

/// The daemon, put together: what is built from what, and which services run in which order.
public struct Monitor: Sendable {
    /// The program's version.
    public static let version = "0.1.0"

    /// The database that the daemon writes.
    package let history: any DaemonHistory
    private let configuration: Configuration
    private let catalogue: Catalogue
    private let assessor: any Assessor
    private let clock: any WallClock
    private let client = HTTPClient()
    private let poller: Poller
    private let push: PushSubscriptions?
    private let delivery: DeliveryService
    private let queue = PipelineQueue()
    private let metrics: Metrics
    private let measures: ModelMeasures
    private let logger: Logger

    /// Opens the database and builds what does not depend on its contents; nothing is running then.
    ///
    /// - Parameter measures: What was measured of the model, for the pages.
    /// - Throws: `HistoryError` or a database error.
    public init(
        configuration: Configuration, catalogue: Catalogue, assessor: any Assessor,
        measures: ModelMeasures = ModelMeasures(), clock: any WallClock, logger: Logger
    ) async throws {
        self.configuration = configuration
        self.catalogue = catalogue
        self.assessor = assessor
        self.measures = measures
        self.clock = clock
        self.logger = logger
        history = try await Histories.open(configuration.database, as: .daemon, logger: logger)
        metrics = Metrics(
            version: Self.version, model: assessor.model,
            sinks: [Routing.log] + configuration.sinks.map(\.id),
            newsFeeds: catalogue.feeds.filter { $0.kind == .news }.map(\.id))
        let userAgent = Self.userAgent(contact: configuration.contact)
        let wakes = configuration.push.map { _ in PushWakes() }
        poller = Poller(
            client: client, clock: clock, userAgent: userAgent, feeds: catalogue.feeds,
            budgets: catalogue.budgets, wakes: wakes, logger: logger)
        push = configuration.push.flatMap { [client] address in
            wakes.map {
                PushSubscriptions(
                    callback: address.callback, feeds: catalogue.feeds, client: client, clock: clock,
                    userAgent: userAgent, wakes: $0, logger: logger)
            }
        }
        let sinks: [any Sink] = configuration.sinks.map { [client] in
            $0.sink(client: client, userAgent: userAgent, clock: clock)
        }
        delivery = DeliveryService(
            Delivery(
                outbox: history, sinks: [LogSink(AlertLog(path: configuration.alertLog))] + sinks,
                logger: logger, count: metrics.count), clock: clock)
    }

    /// The User-Agent: the program and the contact; plain, because some servers refuse addresses in it.
    public static func userAgent(contact: String?) -> String {
        "Bellwether/\(version)\(contact.map { " \($0)" } ?? "")"
    }

    /// The name of the weights.
    public var model: String { assessor.model }

    /// Releases what a monitor that never runs has opened.
    public func discard() { client.stop() }

    /// Everything that runs, in the order in which it starts; it stops in reverse, so that what has been
    /// fetched is committed, and what was committed is delivered.
    ///
    /// Loads what the history knows: to be called when no other monitor writes to it any more.
    ///
    /// - Parameters:
    ///   - watch: Called with what became of each poll.
    ///   - report: Called at the start and then twice a minute, as long as the database answers.
    /// - Throws: `CorruptState` or a database error.
    public func services(
        watch: @escaping @Sendable (PollEvent) -> Void = { _ in },
        report: @escaping @Sendable (_ status: String) -> Void = { _ in }
    ) async throws -> [any Service] {
        let pipeline = try await pipeline()
        metrics.update(streams: pipeline.streams)
        // What was asked for while no daemon ran is due by its cursor.
        _ = try await history.takePollRequests()
        let polls = PollHandler(
            queue: queue, metrics: metrics, clock: clock, wakeDelivery: delivery.wake, push: push,
            watch: watch)
        var services: [any Service] = [
            ClientService(client: client), delivery,
            PipelineService(queue: queue, pipeline: pipeline, logger: logger),
            PollingService(
                poller: poller, feeds: catalogue.feeds,
                cursors: FeedCursors(history: history, clock: clock, logger: logger), submit: polls.handle),
            PollRequestService(requests: PollRequests(history: history, poller: poller, logger: logger)),
            HousekeepingService(
                queue: queue, history: history,
                retention: Retention(
                    age: configuration.retention.age, size: configuration.retention.bytes),
                clock: clock, logger: logger, wakeDelivery: delivery.wake,
                report: { [metrics, catalogue] status in
                    metrics.update(status)
                    report(status.summary(feeds: catalogue.feeds.count))
                }),
        ]
        if let heartbeat = configuration.heartbeat {
            services.append(
                HeartbeatService(
                    heartbeat: heartbeat, client: client, userAgent: Self.userAgent(contact: nil),
                    logger: logger, isWell: { [metrics] in metrics.isWell }))
        }
        return services + (try await webServices())
    }

    /// The services as one group.
    ///
    /// - Throws: As `services`.
    public func group(
        watch: @escaping @Sendable (PollEvent) -> Void = { _ in },
        report: @escaping @Sendable (_ status: String) -> Void = { _ in }
    ) async throws -> ServiceGroup {
        ServiceGroup(services: try await services(watch: watch, report: report), logger: logger)
    }

    /// Asks the pipeline and the database whether they work; returns when both have answered.
    func pulse() async -> Pulse {
        guard await queue.submit(.probe) != nil else { return .stopped }
        do {
            _ = try await history.bytesInUse()
            return .beating
        } catch {
            // Housekeeping says why, less often than this is asked.
            return .failing
        }
    }

    /// Polls every feed once, whatever is due, and delivers what came of it.
    ///
    /// - Returns: What came of it.
    /// - Throws: As `services`.
    @discardableResult
    public func runOnce(
        watch: @escaping @Sendable (PollEvent) -> Void = { _ in }
    ) async throws -> OnceSummary {
        defer { client.stop() }
        let summary = Mutex(OnceSummary())
        let pipeline = PipelineService(queue: queue, pipeline: try await pipeline(), logger: logger)
        let cursors = FeedCursors(history: history, clock: clock, logger: logger)
        let polls = PollHandler(
            queue: queue, metrics: metrics, clock: clock, wakeDelivery: {}, push: nil,
            watch: { event in
                summary.withLock { $0.count(event) }
                watch(event)
            })
        await delivery.deliver()
        await withTaskGroup { group in
            group.addTask { await pipeline.consume() }
            await withDiscardingTaskGroup { polling in
                for feed in catalogue.feeds {
                    polling.addTask {
                        guard await !cursors.isPaused(feed),
                            let result = await poller.poll(feed, cursor: await cursors.cursor(of: feed))
                        else { return }
                        _ = await polls.handle(result)
                    }
                }
            }
            if let outcome = await queue.submit(.tick(at: clock.now())) {
                summary.withLock { $0.count(outcome) }
            }
            queue.close()
        }
        await delivery.deliver()
        return summary.withLock { $0 }
    }

    /// Registers the feeds and entities, and takes the detector up where it was stored.
    private func pipeline() async throws -> Pipeline {
        try await history.register(
            catalogue.feeds.map { ($0, poller.firstDue($0)) }, entities: catalogue.entities)
        try await history.watchOnly(catalogue.feeds.map(\.id))
        let detector = try await Detector.stored(
            DetectionSettings(configuration, catalogue), from: history, path: configuration.database)
        let listed = ListedNames(
            try await history.listings(), preferring: Set(catalogue.entities.map(\.symbol)),
            isCommon: assessor.isCommon)
        return Pipeline(
            history: history,
            routing: Routing(sinks: configuration.sinks.map(\.id), rules: configuration.rules.map(\.rule)),
            intake: Intake(
                known: history, assessor: assessor,
                learningPeriod: configuration.detection.sensitivity.learningPeriod),
            judge: Judge(
                history: history, detector: detector,
                discovery: Discovery(names: try await history.discoveredEntities(), listed: listed),
                feeds: Set(catalogue.feeds.map(\.id)),
                names: Dictionary(
                    catalogue.entities.map { ($0.symbol, $0.name) }, uniquingKeysWith: { first, _ in first }),
                alertsOnBlindSources: configuration.detection.alertsOnBlindSources,
                mutesUseless: configuration.ranking.mutes), logger: logger)
    }

    private func webServices() async throws -> [any Service] {
        var services: [any Service] = []
        var doors: [WebDoor] = []
        if let port = configuration.metricsPort {
            doors.append(WebDoor(address: .port(port), name: "metrics", respond: metrics.respond))
        }
        if let push, let address = configuration.push {
            services.append(PushService(subscriptions: push))
            doors.append(
                WebDoor(address: .port(address.port), name: "WebSub", limits: WebDoor.ofHubs) {
                    let response = push.respond(method: $0.method, target: $0.target)
                    return response.status == 404 ? nil : WebResponse(response)
                })
        }
        if let options = configuration.dashboard {
            let dashboard = try await dashboard(options)
            services.append(DashboardService(dashboard: dashboard))
            doors.append(
                WebDoor(address: options.address, name: "dashboard") { await dashboard.respond(to: $0) })
        }
        return services + WebDoor.servers(doors, logger: logger)
    }

    /// The pages: they read by connections of their own, and answers go through the daemon's.
    private func dashboard(_ options: DashboardOptions) async throws -> Dashboard {
        let reader = try await Histories.open(
            configuration.database, as: .reader, timeLimit: Dashboard.timeLimit, logger: logger)
        var facts = SiteFacts(version: Self.version, configuration)
        facts.model = assessor.model
        facts.measures = measures
        facts.earlyExits = { [metrics] in metrics.earlyExits }
        facts.replay(DetectionSettings(configuration, catalogue), on: reader)
        return try Dashboard(
            DashboardSettings(options), reader: reader, answers: history, facts: facts, clock: clock,
            logger: logger)
    }
}

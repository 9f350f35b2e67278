public import Alerting
import AsyncAlgorithms
public import Catalogues
public import Classification
import Detection
public import Domain
import Fetching
import FoundationEssentials
import History
public import Logging
import Loopback
import SQLiteHistory
public import Transport

/// The whole daemon, put together: poller → pipeline → courier.
public struct Monitor: Sendable {
    /// Notices that could not be delivered are tried again after this, and alerts that time ends are found.
    static let tick: Duration = .seconds(30)

    /// The program's version.
    public static let version = "0.1.0"

    let catalogue: Catalogue
    let database: SQLiteHistory
    let poller: Poller
    let pipeline: Pipeline
    let courier: Courier
    let clock: any WallClock
    let client: HTTPClient
    let retention: Retention
    let metrics: Metrics
    let metricsPort: Int?
    let heartbeat: Heartbeat?
    let push: (subscriptions: PushSubscriptions, port: Int)?
    let logger: Logger

    /// What happened at one poll, for those who watch.
    public struct Event: Sendable {
        public let feed: String
        public let result: Pipeline.Result
        public let wasUnchanged: Bool
        public let failed: Bool
        public let at: Instant
    }

    /// Opens the database and builds every part.
    ///
    /// - Throws: `HistoryError`, `CorruptState` or a database error; nothing is running then.
    public init(
        configuration: Configuration, catalogue: Catalogue, assessor: any Assessor, clock: any WallClock,
        logger: Logger
    ) async throws {
        self.catalogue = catalogue
        self.clock = clock
        self.logger = logger
        database = try SQLiteHistory(
            path: configuration.database, sinks: ["log"] + configuration.sinks.map(\.id),
            routes: configuration.routes)
        client = HTTPClient()
        metrics = Metrics(version: Self.version, model: assessor.model)
        metricsPort = configuration.metricsPort
        heartbeat = configuration.heartbeat
        retention = Retention(age: configuration.retention.age, size: configuration.retention.bytes)
        let userAgent = Self.userAgent(contact: configuration.contact)
        let wakes = configuration.push.map { _ in PushWakes(leastPause: PushSubscriptions.leastPause) }
        poller = Poller(
            client: client, clock: clock, userAgent: userAgent, feeds: catalogue.feeds,
            budgets: catalogue.budgets, wakes: wakes)
        if let address = configuration.push, let wakes {
            let subscriptions = PushSubscriptions(
                callback: address.callback, feeds: catalogue.feeds, client: client, clock: clock,
                userAgent: userAgent, wakes: wakes, logger: logger)
            push = (subscriptions, address.port)
        } else {
            push = nil
        }
        let detector = try await Detector.stored(
            DetectionSettings(configuration, catalogue.feeds), from: database)
        pipeline = Pipeline(
            database: database, assessor: assessor, detector: detector, feeds: Set(catalogue.feeds.map(\.id)),
            alertsOnBlindSources: configuration.detection.alertsOnBlindSources,
            mutesUseless: configuration.ranking.mutes, logger: logger)
        let sinks = configuration.sinks.map { [client] sink in
            Self.sink(sink, client: client, userAgent: userAgent)
        }
        courier = Courier(
            outbox: database, sinks: [LogSink(AlertLog(path: configuration.alertLog))] + sinks,
            logger: logger)
        let poller = poller
        try await database.register(
            catalogue.feeds.map { ($0, poller.firstDue($0)) }, entities: catalogue.entities)
    }

    /// The sink that a configuration describes.
    public static func sink(
        _ sink: SinkConfiguration, client: HTTPClient, userAgent: String
    ) -> any Sink {
        switch sink.destination {
        case .post(let format, let url, let secret):
            Webhook(
                id: sink.id, url: url, format: format, secret: secret, template: sink.template,
                client: client, userAgent: userAgent)
        case .mail(let server, let from, let to, let user, let password, let needsTLS):
            MailSink(
                id: sink.id, server: server,
                envelope: Request.Envelope(
                    from: from, to: to, user: user, password: password, needsTLS: needsTLS),
                template: sink.template, client: client)
        case .command(let words): CommandSink(id: sink.id, words: words)
        case .journal: JournalSink(id: sink.id)
        }
    }

    /// Who we are, and whom to write to; plain, because some servers refuse addresses in it.
    public static func userAgent(contact: String?) -> String {
        "Bellwether/\(version)\(contact.map { " \($0)" } ?? "")"
    }

    /// Ends a monitor that was built to see whether it can be, and never ran.
    public func discard() { client.stop() }

    /// Polls every feed once, whatever is due, and delivers what came of it.
    public func runOnce(watch: @escaping @Sendable (Event) -> Void = { _ in }) async throws {
        await courier.deliver(at: clock.now())
        try await withThrowingTaskGroup { group in
            let channel = AsyncChannel<FetchResult>()
            group.addTask {
                await withDiscardingTaskGroup { polls in
                    for feed in catalogue.feeds {
                        polls.addTask {
                            guard await !isPaused(feed),
                                let result = await poller.poll(feed, cursor: await cursor(of: feed))
                            else { return }
                            await channel.send(result)
                        }
                    }
                }
                channel.finish()
            }
            for await result in channel {
                await handle(result, watch: watch) { await courier.deliver(at: clock.now()) }
            }
            try await group.waitForAll()
        }
        _ = try await pipeline.advance(to: clock.now())
        await courier.deliver(at: clock.now())
        client.stop()
    }

    /// Runs until the task is cancelled: polls on schedule, resolves, delivers.
    ///
    /// What is in the pipeline when the end comes is finished and committed.
    /// - Parameter progress: Called whenever the pipeline has answered, at least once a `tick`, with what there is to say.
    public func run(
        watch: @escaping @Sendable (Event) -> Void = { _ in },
        progress: @escaping @Sendable (_ status: String) -> Void = { _ in }
    ) async {
        // Delivery is a job of its own: a sink that is slow does not hold up what is fetched. One wake-up is kept.
        let (wakes, waker) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        waker.yield()
        let servers = await servers()
        defer { for server in servers { server.stop() } }
        if let status = await status() { progress(status) }
        let channel = AsyncChannel<Handover>()
        await withTaskGroup { group in
            group.addTask {
                await poller.run(
                    catalogue.feeds, cursor: { await cursor(of: $0) }, isPaused: { await isPaused($0) }
                ) {
                    result in
                    metrics.wait(1)
                    defer { metrics.wait(-1) }
                    return await withCheckedContinuation { done in
                        Task { await channel.send(Handover(result: result, done: done)) }
                    }
                }
                channel.finish()
            }
            group.addTask {
                for await _ in wakes { await Task { await courier.deliver(at: clock.now()) }.value }
            }
            if let push { group.addTask { await push.subscriptions.run() } }
            group.addTask { await tickUntilCancelled(progress, deliver: { waker.yield() }) }
            // Not a child task: cancellation must not cut a commit short.
            let worker = Task { [self] in
                for await handover in channel {
                    let cursor = await handle(handover.result, watch: watch) { waker.yield() }
                    handover.done.resume(returning: cursor)
                }
            }
            await group.waitForAll()
            await worker.value
        }
        // In a task of its own: this one is cancelled, and what was committed last is to be delivered still.
        await Task { await courier.deliver(at: clock.now()) }.value
        client.stop()
    }

    /// Serves metrics and hubs, where that is asked for.
    private func servers() async -> [LoopbackServer] {
        var servers: [LoopbackServer?] = []
        if let metricsPort {
            servers.append(
                await server(metricsPort, failing: "Metrics are not served") { [metrics] in
                    metrics.respond(to: $0)
                })
        }
        if let push {
            servers.append(
                await server(push.port, failing: "Hubs are not served") {
                    [subscriptions = push.subscriptions] in
                    subscriptions.respond(to: $0)
                })
        }
        return servers.compactMap(\.self)
    }

    private func server(
        _ port: Int, failing message: Logger.Message,
        handler: @escaping @Sendable (LoopbackRequest) -> LoopbackResponse
    ) async -> LoopbackServer? {
        var reason = ""
        // The monitor before this one may be giving the port back.
        for _ in 0..<20 {
            do {
                return try LoopbackServer(port: port, handler: handler)
            } catch {
                reason = error.description
                try? await Task.sleep(for: .milliseconds(100))
            }
        }
        logger.error(message, metadata: ["reason": "\(reason)"])
        return nil
    }

    /// A result on its way to the pipeline, and the poll that waits for its commit.
    private struct Handover: Sendable {
        let result: FetchResult
        let done: CheckedContinuation<FeedCursor, Never>
    }

    @discardableResult
    private func handle(
        _ result: FetchResult, watch: @Sendable (Event) -> Void, deliver: () async -> Void
    ) async -> FeedCursor {
        let outcome = await pipeline.process(result, now: clock.now())
        let event = Event(result, outcome, at: clock.now())
        metrics.observe(event, received: result.receivedAt)
        if !outcome.alerts.isEmpty { await deliver() }
        watch(event)
        push?.subscriptions.note(outcome.cursor.memory.hub, of: result.feed)
        return outcome.cursor
    }

    private func tickUntilCancelled(
        _ progress: @escaping @Sendable (String) -> Void, deliver: @escaping @Sendable () -> Void
    ) async {
        var nextBeat = ContinuousClock.now
        while (try? await Task.sleep(for: Self.tick)) != nil {
            // Not cancelled with the sleep: a commit or a delivery that has begun is finished.
            let isWell = await Task {
                await tick()
                deliver()
                guard let status = await status() else { return false }
                progress(status)
                return true
            }.value
            if let heartbeat, isWell, ContinuousClock.now >= nextBeat {
                nextBeat = .now + heartbeat.interval
                await beat(heartbeat)
            }
        }
    }

    /// Tells a dead man's switch that all is well; that it does not answer is its own to notice.
    private func beat(_ heartbeat: Heartbeat) async {
        var request = Request(url: heartbeat.url, userAgent: Self.userAgent(contact: nil), addresses: .any)
        request.limits.total = .seconds(10)
        do {
            _ = try await client.perform(request)
        } catch {
            logger.warning("The heartbeat was not heard", metadata: ["reason": "\(error)"])
        }
    }

    /// What there is to say of the moment; nil when the database does not answer.
    private func status() async -> String? {
        do {
            let history = try await database.status()
            metrics.update(history, streams: await pipeline.streams)
            return
                "\(catalogue.feeds.count) feeds, \(history.blindFeeds) failing, \(history.items) items, \(history.openAlerts) alerts open"
        } catch {
            logger.error("The database does not answer", metadata: ["reason": "\(error)"])
            return nil
        }
    }

    private func tick() async {
        do {
            _ = try await pipeline.advance(to: clock.now())
        } catch {
            logger.error("Alerts could not be resolved", metadata: ["reason": "\(error)"])
        }
        do {
            // In portions: what comes in meanwhile does not wait for long.
            while try await database.forget(retention, at: clock.now()), !Task.isCancelled {}
        } catch {
            logger.error("Old items could not be deleted", metadata: ["reason": "\(error)"])
        }
    }

    /// Where the polling of a feed stood; one whose place cannot be read is polled from the start after its interval.
    private func cursor(of feed: Feed) async -> FeedCursor {
        do {
            return try await database.cursor(of: feed.id) ?? FeedCursor(nextDue: clock.now())
        } catch {
            logger.error(
                "The place of a feed could not be read",
                metadata: ["feed": "\(feed.id)", "reason": "\(error)"])
            return FeedCursor(nextDue: clock.now() + feed.interval)
        }
    }

    /// Whether somebody paused a feed; one that is not known to be is polled.
    private func isPaused(_ feed: Feed) async -> Bool { (try? await database.isPaused(feed.id)) ?? false }
}

extension Monitor.Event {
    init(_ result: FetchResult, _ outcome: Pipeline.Result, at now: Instant) {
        let unchanged = if case .response(let response) = result { response.status == 304 } else { false }
        self.init(
            feed: result.feed.id, result: outcome, wasUnchanged: unchanged,
            failed: outcome.cursor.failures > 0,
            at: now)
    }
}

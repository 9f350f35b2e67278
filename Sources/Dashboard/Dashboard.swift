import Charts
public import Domain
import FoundationEssentials
public import History
public import Logging
public import Serving

/// The pages of a history, for people and for programs.
///
/// Thread-safe: any number of requests at a time. Reading never waits for a commit, and no commit for it,
/// where the reader has connections of its own.
public struct Dashboard: Sendable {
    /// How long one question to the history may take.
    public static let timeLimit: Duration = .seconds(5)

    let settings: DashboardSettings
    let site: Site
    /// Takes answers; nil for pages that only show.
    let desk: AnswerDesk?
    let gate: Gate
    let sent = SentForms()
    let hub: EventHub
    let logger: Logger
    private let renderer: Renderer
    private let assets: Assets
    private let clock: any WallClock

    /// Pages that ask a reader.
    ///
    /// - Parameters:
    ///   - answers: Takes what people say; nil for pages that only show.
    /// - Throws: What the templates' parser says of one that is not Mustache.
    public init(
        _ settings: DashboardSettings, reader: any HistoryReader, answers: (any HistoryAnswers)?,
        facts: SiteFacts, clock: any WallClock, logger: Logger
    ) throws {
        self.settings = settings
        self.clock = clock
        self.logger = logger
        site = Site(reader: reader, facts: facts)
        desk = answers.map { AnswerDesk(history: $0, reader: reader) }
        gate = Gate(settings: settings, sessions: Sessions())
        assets = Assets(charts: (ChartStyle.palette, ChartStyle.rules))
        renderer = try Renderer(assets: assets)
        hub = EventHub(reader: reader, clock: clock, logger: logger)
    }

    /// Tells open pages what happens and counts the alerts of a month once a day, until it is cancelled.
    public func run() async {
        await withTaskGroup { group in
            group.addTask { await hub.run() }
            if let count = site.facts.monthlyAlerts {
                group.addTask(priority: .background) {
                    await site.monthly.run(count, in: site.replays, clock: clock, logger: logger)
                }
            }
        }
    }

    /// The response to a request; whatever is asked, there is one.
    public func respond(to request: WebRequest) async -> WebResponse {
        let start = ContinuousClock.now
        var response = await answer(request)
        response.headers += SecurityHeaders.all
        if response.header("Cache-Control") == nil { response.headers.append(("Cache-Control", "no-store")) }
        let time = (ContinuousClock.now - start).components
        let milliseconds = Double(time.seconds) * 1000 + Double(time.attoseconds) / 1e15
        response.headers.append(("Server-Timing", "total;dur=\((milliseconds * 10).rounded() / 10)"))
        return response
    }

    private func answer(_ request: WebRequest) async -> WebResponse {
        var path = below(request.path)
        let format = Format.taken(from: &path)
        var visit = Visit(
            request: request, path: path, format: format, visitor: .stranger, now: clock.now(),
            base: settings.base)
        var response: WebResponse
        do {
            try gate.checkHost(request)
            guard ["GET", "HEAD", "POST"].contains(request.method) else { throw Failure.method }
            if request.method != "POST", let asset = assets.response(path, request) { return asset }
            let isForPeople = format == .html && request.method != "POST"
            if isForPeople, let page = Self.again(request) { return page }
            visit.visitor = try gate.visitor(request, remembers: isForPeople, at: visit.now)
            response = try await respond(to: visit)
        } catch {
            response = await refusal(error, visit)
        }
        remember(visit.visitor, request, &response)
        return response
    }

    /// The path below the base, whether or not the proxy has cut it off.
    private func below(_ path: [String]) -> [String] {
        let base = settings.base.split(separator: "/").map(String.init)
        var path = path
        if !base.isEmpty, path.starts(with: base) { path.removeFirst(base.count) }
        if path.last == "" { path.removeLast() }
        return path
    }

    /// A browser that follows a link from elsewhere sends no cookie (SameSite=Strict); one that reloads does.
    private static func again(_ request: WebRequest) -> WebResponse? {
        guard request.header("sec-fetch-site") == "cross-site", request.cookie(Gate.cookie) == nil,
            request.method == "GET"
        else { return nil }
        return WebResponse(
            200, type: Format.html.mediaType,
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"0\"><title>Bellwether</title><p>Loading…</p></html>\n"
        )
    }

    private func remember(_ visitor: Visitor, _ request: WebRequest, _ response: inout WebResponse) {
        guard let session = visitor.newSession, response.header("Set-Cookie") == nil else { return }
        response.headers.append(gate.cookieHeader(session, isSecure: Self.isSecure(request)))
    }

    static func isSecure(_ request: WebRequest) -> Bool {
        request.header("x-forwarded-proto") == "https"
            || request.header("origin")?.hasPrefix("https:") == true
    }

    func html(_ page: Page, _ visit: Visit) async -> WebResponse {
        var frame = Frame(
            mayAnswer: desk != nil, receipt: Receipt(visit.parameter("done")), version: site.facts.version)
        if visit.visitor.mayRead { frame.status = try? await site.reader.status() }
        return WebResponse(page.status, type: visit.format.mediaType, renderer.html(page, visit, frame))
    }
}

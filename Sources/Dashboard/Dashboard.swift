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

    private let settings: DashboardSettings
    private let site: Site
    private let desk: AnswerDesk?
    private let gate: Gate
    private let renderer: Renderer
    private let assets: Assets
    private let sent = SentForms()
    private let hub: EventHub
    private let clock: any WallClock
    private let logger: Logger

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

    /// Tells open pages what happens, until the task is cancelled.
    public func run() async { await hub.run() }

    /// The response to a request; whatever is asked, there is one.
    public func respond(to request: WebRequest) async -> WebResponse {
        let start = ContinuousClock.now
        var response = await answer(request)
        response.headers += SecurityHeaders.all
        if response.header("Cache-Control") == nil { response.headers.append(("Cache-Control", "no-store")) }
        let time =
            Double((ContinuousClock.now - start).components.attoseconds) / 1e15
            + Double((ContinuousClock.now - start).components.seconds) * 1000
        response.headers.append(("Server-Timing", "total;dur=\(time.rounded(toPlaces: 1))"))
        return response
    }

    private func answer(_ request: WebRequest) async -> WebResponse {
        let now = clock.now()
        var path = below(request.path)
        let format = Format.taken(from: &path)
        let isForPeople = format == .html && request.method != "POST"
        var visitor = Visitor(name: nil, formToken: "", mayRead: false)
        do {
            try gate.checkHost(request)
            guard ["GET", "HEAD", "POST"].contains(request.method) else { throw Failure.method }
            if request.method != "POST", let asset = assets.response(path, request) { return asset }
            if isForPeople, let page = Self.again(request) { return page }
            visitor = gate.visitor(request, remembers: isForPeople, at: now)
            let visit = Visit(
                request: request, path: path, format: format, visitor: visitor, now: now, base: settings.base)
            var response = try await respond(to: visit)
            remember(visitor, request, &response)
            return response
        } catch {
            let visit = Visit(
                request: request, path: path, format: format, visitor: visitor, now: now, base: settings.base)
            var response = await refusal(error, visit)
            remember(visitor, request, &response)
            return response
        }
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

    private static func isSecure(_ request: WebRequest) -> Bool {
        request.header("x-forwarded-proto") == "https"
            || request.header("origin")?.hasPrefix("https:") == true
    }

    // MARK: What is at an address

    private func respond(to visit: Visit) async throws -> WebResponse {
        switch (visit.request.method, visit.path) {
        case ("POST", ["login"]): return try logIn(visit)
        case ("POST", ["logout"]):
            try gate.checkForm(visit.request, visit.visitor)
            if let cookie = visit.request.cookie(Gate.cookie) { gate.sessions.end(cookie) }
            return WebResponse(303, headers: [("Location", visit.link("/"))])
        case ("POST", _): return try await take(visit)
        case (_, ["login"]): return await html(loginPage(visit), visit)
        default: break
        }
        guard visit.visitor.mayRead else { throw Failure.anonymous }
        if visit.path == ["events"] { return try await events(visit) }
        let page = try await Site.maker(visit.path)(site, visit)
        switch visit.format {
        case .html: return await html(page, visit)
        case .json:
            return WebResponse(
                200, type: visit.format.mediaType, try jsonLine(TablesJSON(tables: page.tables)) + "\n")
        case .csv:
            guard let table = page.tables.first else { throw Failure.notFound("This page has no table.") }
            let name = "bellwether-\(table.name).csv"
            return WebResponse(
                200, type: visit.format.mediaType, table.csv,
                headers: [("Content-Disposition", "attachment; filename=\"\(name)\"")])
        case .atom: return try await atom(visit)
        }
    }

    private func html(_ page: Page, _ visit: Visit) async -> WebResponse {
        var frame = Frame(
            mayAnswer: desk != nil, receipt: Receipt(visit.parameter("done")), version: site.facts.version)
        if visit.visitor.mayRead { frame.status = try? await site.reader.status() }
        return WebResponse(page.status, type: visit.format.mediaType, renderer.html(page, visit, frame))
    }

    private func atom(_ visit: Visit) async throws -> WebResponse {
        guard visit.path == ["alerts"] else { throw Failure.notFound("Only alerts are an Atom feed.") }
        var query = AlertQuery()
        query.limit = 50
        let alerts = try await site.reader.alerts(query, at: visit.now)
        let scheme = Self.isSecure(visit.request) ? "https" : "http"
        let origin = "\(scheme)://\(visit.request.header("host") ?? "localhost")"
        let feed = AtomFeed(
            address: origin + visit.link("/alerts.atom"), site: origin + visit.base,
            alerts: alerts.map { ($0.latest, $0.firedAt) }, now: visit.now)
        return WebResponse(200, type: visit.format.mediaType, feed.xml)
    }

    private func events(_ visit: Visit) async throws -> WebResponse {
        let seen = visit.request.header("last-event-id").flatMap { Int64($0) }
        guard let stream = try await hub.subscribe(after: seen) else {
            return WebResponse(
                503, type: "text/plain; charset=utf-8",
                "\(EventHub.listeners) pages listen already; this one loads anew each minute.\n",
                headers: [("Retry-After", "60")])
        }
        return WebResponse(
            200, headers: [("Content-Type", "text/event-stream"), ("X-Accel-Buffering", "no")],
            body: .stream(stream))
    }

    // MARK: Forms

    private func take(_ visit: Visit) async throws -> WebResponse {
        guard let desk else {
            throw Failure.forbidden(
                "These pages only show a history; answers are given where its daemon runs.")
        }
        guard visit.visitor.mayRead else { throw Failure.anonymous }
        try gate.checkForm(visit.request, visit.visitor)
        guard let name = visit.visitor.name else { throw Failure.anonymous }
        let fields = visit.request.form
        let form = AnswerForm(fields: fields, by: name, now: visit.now)
        let identity = ([visit.request.target] + fields.map { "\($0.name)=\($0.value)" }).joined(
            separator: "&")
        guard sent.note(identity) else {
            throw Failure.conflict(
                "This form was sent already. Go back and reload the page to send it again.")
        }
        let receipt = try await desk.take(visit.path, form)
        return WebResponse(303, headers: [("Location", back(form, visit, receipt))])
    }

    /// The page from which a form came, which says what was done.
    private func back(_ form: AnswerForm, _ visit: Visit, _ receipt: Receipt?) -> String {
        let target = form.field("back") ?? ""
        let isOwn =
            target.hasPrefix("/") && !target.hasPrefix("//") && !target.contains("\\")
            && target.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7f }
        let page = isOwn ? target : visit.link("/")
        let parts = page.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let kept = parts.count > 1 ? parts[1].split(separator: "&").filter { !$0.hasPrefix("done=") } : []
        let done = receipt.map { ["done=\(percentEncoded($0.text))"[...]] } ?? []
        let query = (kept + done).joined(separator: "&")
        return "\(parts.first ?? "/")\(query.isEmpty ? "" : "?\(query)")"
    }

    private func loginPage(_ visit: Visit) -> Page {
        Page(
            "Log in", template: "login", section: "",
            content: [
                "action": visit.link("/login"), "needsToken": settings.token != nil,
                "to": visit.parameter("to") ?? visit.link("/"),
            ], tables: [])
    }

    private func logIn(_ visit: Visit) throws -> WebResponse {
        try gate.checkForm(visit.request, visit.visitor)
        let form = AnswerForm(fields: visit.request.form, by: "", now: visit.now)
        guard let name = form.field("name").flatMap(Gate.name) else {
            throw Failure.invalid("A name is needed: it stands beside what you answer.")
        }
        if settings.token != nil {
            guard let token = form.field("secret"), gate.isToken(token) else {
                throw Failure.forbidden("The token is wrong. It is the one that `dashboard.token` names.")
            }
        }
        if let cookie = visit.request.cookie(Gate.cookie) { gate.sessions.end(cookie) }
        // A new session: one that somebody else planted must not become this person's.
        let session = gate.sessions.begin(name: name, hasToken: settings.token != nil, at: visit.now)
        return WebResponse(
            303,
            headers: [
                ("Location", back(form, visit, nil)),
                gate.cookieHeader(session.id, isSecure: Self.isSecure(visit.request)),
            ])
    }

    // MARK: Refusals

    private func refusal(_ error: any Error, _ visit: Visit) async -> WebResponse {
        let failure = described(error, visit)
        if case .anonymous = failure, visit.format == .html, visit.path != ["events"] {
            let to = visit.request.method == "POST" ? visit.link("/") : visit.request.target
            return WebResponse(303, headers: [("Location", visit.link("/login", [("to", to)]))])
        }
        guard visit.format == .html else {
            return WebResponse(failure.status, type: "text/plain; charset=utf-8", failure.sentence + "\n")
        }
        if case .misdirected = failure {
            return WebResponse(failure.status, type: "text/plain; charset=utf-8", failure.sentence + "\n")
        }
        var page = Page(
            failure.title, template: "failure", section: "",
            content: ["sentence": failure.sentence, "home": visit.link("/")], tables: [])
        page.status = failure.status
        return await html(page, visit)
    }

    private func described(_ error: any Error, _ visit: Visit) -> Failure {
        switch error {
        case let failure as Failure: return failure
        case let error as HistoryError: return .unavailable("\(error).")
        default:
            logger.warning(
                "Could not make a page", metadata: ["path": "\(visit.request.target)", "reason": "\(error)"])
            return .unavailable("The page could not be made. The log of the daemon says why.")
        }
    }
}

extension Double {
    fileprivate func rounded(toPlaces places: Int) -> Double {
        let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
        return (self * scale).rounded() / scale
    }
}

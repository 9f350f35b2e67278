import Domain
import History
import Serving

/// What is at each address.
extension Dashboard {
    func respond(to visit: Visit) async throws -> WebResponse {
        switch (visit.request.method, visit.path) {
        case ("POST", ["login"]): return try logIn(visit)
        case ("POST", ["logout"]): return try logOut(visit)
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
                200, type: visit.format.mediaType, try jsonLine(TablesJSON(tables: page.tables())) + "\n")
        case .csv:
            let table = try visit.table(of: page.tables())
            let name = "bellwether-\(table.name).csv"
            return WebResponse(
                200, type: visit.format.mediaType, table.csv,
                headers: [("Content-Disposition", "attachment; filename=\"\(name)\"")])
        case .atom: return try await atom(visit)
        }
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
}

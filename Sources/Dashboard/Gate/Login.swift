import Domain
import Serving

/// The page on which visitors say who they are.
extension Dashboard {
    func loginPage(_ visit: Visit) -> Page {
        Page(
            "Log in", template: "login",
            content: [
                "action": visit.link("/login"), "needsToken": settings.token != nil,
                "to": visit.parameter("to") ?? visit.link("/"),
            ])
    }

    func logIn(_ visit: Visit) throws -> WebResponse {
        try gate.checkForm(visit.request, visit.visitor)
        let form = AnswerForm(fields: visit.request.form, by: "", now: visit.now)
        guard let name = form.field("name").flatMap(Gate.name) else {
            throw Failure.invalid("A name is needed: it stands beside what you answer.")
        }
        if settings.token != nil {
            guard let token = form.field("secret"),
                try gate.isToken(token, from: visit.request, at: visit.now)
            else {
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

    func logOut(_ visit: Visit) throws -> WebResponse {
        try gate.checkForm(visit.request, visit.visitor)
        if let cookie = visit.request.cookie(Gate.cookie) { gate.sessions.end(cookie) }
        return WebResponse(303, headers: [("Location", visit.link("/"))])
    }
}

import Domain
import History
import Logging
import Serving

/// What is said to those who get no page.
extension Dashboard {
    func refusal(_ error: any Error, _ visit: Visit) async -> WebResponse {
        let failure = described(error, visit)
        if case .anonymous = failure, visit.format == .html, visit.path != ["events"] {
            let to = visit.request.method == "POST" ? visit.link("/") : visit.request.target
            return WebResponse(303, headers: [("Location", visit.link("/login", [("to", to)]))])
        }
        var response: WebResponse
        // Who came under a foreign name sees nothing of the pages.
        let isForeign = if case .misdirected = failure { true } else { false }
        if visit.format == .html, !isForeign {
            var page = Page(
                failure.title, template: "failure",
                content: ["sentence": failure.sentence, "home": visit.link("/")])
            page.status = failure.status
            response = await html(page, visit)
        } else {
            response = WebResponse(
                failure.status, type: "text/plain; charset=utf-8", failure.sentence + "\n")
        }
        if case .tooMany(let wait) = failure {
            response.headers.append(("Retry-After", "\(max(1, wait.inMilliseconds / 1000))"))
        }
        return response
    }

    private func described(_ error: any Error, _ visit: Visit) -> Failure {
        switch error {
        case let failure as Failure: return failure
        case HistoryError.unreadableQuery(let text, let reason):
            return .invalid("Cannot search for \(text): \(reason). Put a phrase into double quotes.")
        case HistoryError.unknownAlert(_, let id, _): return .notFound("There is no alert \(id).")
        case let error as HistoryError: return .unavailable("\(error).")
        default:
            logger.warning(
                "Could not make a page", metadata: ["path": "\(visit.request.target)", "reason": "\(error)"])
            return .unavailable("The page could not be made. The log of the daemon says why.")
        }
    }
}

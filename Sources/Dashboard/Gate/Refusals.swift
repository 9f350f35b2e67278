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

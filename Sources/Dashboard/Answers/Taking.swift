import Domain
import Serving

/// Forms that answer.
extension Dashboard {
    func take(_ visit: Visit) async throws -> WebResponse {
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
    func back(_ form: AnswerForm, _ visit: Visit, _ receipt: Receipt?) -> String {
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
}

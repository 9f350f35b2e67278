import Domain
import Foundation
import Loopback

/// The published rules of receivers: what each of them refuses, as a reason; nil for what it takes.
enum ReceiverRules {
    static func complaint(of format: WebhookFormat, about request: LoopbackRequest) -> String? {
        let text = String(decoding: request.body, as: UTF8.self)
        if format == .ntfy { return ntfy(text, request) }
        guard let json = try? JSONSerialization.jsonObject(with: Data(request.body)) else {
            return "not JSON"
        }
        switch format {
        case .slack: return slack(json)
        case .discord: return discord(json)
        case .teams: return teams(json, bytes: request.body.count)
        case .pagerduty: return pagerDuty(json, bytes: request.body.count)
        case .alertmanager: return alertmanager(json)
        case .webhook, .ntfy: return nil
        }
    }

    private static func ntfy(_ text: String, _ request: LoopbackRequest) -> String? {
        guard text.utf8.count <= 4096 else { return "the message has \(text.utf8.count) bytes" }
        guard let title = request.headers["x-title"], title.allSatisfy(\.isASCII) else { return "no title" }
        return text.isEmpty ? "no message" : nil
    }

    private static func slack(_ json: Any) -> String? {
        guard let text = (json as? [String: Any])?["text"] as? String, !text.isEmpty else {
            return "no_text"
        }
        guard text.count <= 40_000 else { return "msg_too_long" }
        for piece in text.components(separatedBy: "<").dropFirst() {
            guard let end = piece.firstIndex(of: ">") else { return "an open angle bracket" }
            let inside = piece[..<end]
            // `<!channel>`, `<@U1>`, `<#C1>` and `<url|text>` have an effect.
            guard inside.hasPrefix("http"), !inside.contains("|") else { return "a control: <\(inside)>" }
        }
        for piece in text.components(separatedBy: "&").dropFirst()
        where !["amp;", "lt;", "gt;"].contains(where: piece.hasPrefix) {
            return "a bare ampersand"
        }
        return nil
    }

    /// Markdown in which the only things that have an effect are ours.
    private static func markdown(_ text: String, allowed: (Substring) -> Bool) -> String? {
        var rest = Substring(text)
        while let first = rest.first {
            if first == "\\" {
                rest = rest.dropFirst(2)
            } else if "[<`|".contains(first) {
                guard allowed(rest) else { return "markup: \(rest.prefix(40))" }
                rest = rest.drop { $0 != ">" && $0 != ")" && $0 != "\n" }
            } else {
                rest = rest.dropFirst()
            }
        }
        return nil
    }

    private static func discord(_ json: Any) -> String? {
        guard let message = json as? [String: Any], let content = message["content"] as? String,
            !content.isEmpty
        else { return "Cannot send an empty message" }
        guard content.unicodeScalars.count <= 2000 else { return "Must be 2000 or fewer in length." }
        guard let mentions = message["allowed_mentions"] as? [String: [String]], mentions["parse"] == []
        else { return "mentions are on" }
        return markdown(content) { $0.hasPrefix("<http") }
    }

    private static func teams(_ json: Any, bytes: Int) -> String? {
        guard bytes <= 28 << 10 else { return "413" }
        guard let message = json as? [String: Any], message["type"] as? String == "message",
            let attachments = message["attachments"] as? [[String: Any]], attachments.count == 1,
            attachments[0]["contentType"] as? String == "application/vnd.microsoft.card.adaptive",
            let card = attachments[0]["content"] as? [String: Any], card["type"] as? String == "AdaptiveCard",
            card["version"] is String, let body = card["body"] as? [[String: Any]], !body.isEmpty
        else { return "not an adaptive card" }
        for block in body {
            guard block["type"] as? String == "TextBlock", block["wrap"] as? Bool == true,
                let text = block["text"] as? String, !text.isEmpty
            else { return "not a text block: \(block)" }
            // A link says where it leads.
            let complaint = markdown(text) { link in
                let parts = link.dropFirst().components(separatedBy: "](")
                let label = parts[0].replacingOccurrences(of: "\\", with: "")
                return parts.count > 1
                    && (parts[1].hasPrefix("https://\(label)") || parts[1].hasPrefix("http://\(label)"))
            }
            if let complaint { return complaint }
        }
        return nil
    }

    private static func pagerDuty(_ json: Any, bytes: Int) -> String? {
        guard bytes <= 512 << 10 else { return "413" }
        guard let event = json as? [String: Any], let payload = event["payload"] as? [String: Any],
            let summary = payload["summary"] as? String, payload["source"] is String,
            event["routing_key"] is String,
            ["trigger", "resolve"].contains(event["event_action"] as? String),
            ["critical", "warning", "error", "info"].contains(payload["severity"] as? String)
        else { return "invalid event" }
        let details = payload["custom_details"] as? [String: Any]
        for headline in details?["headlines"] as? [[String: Any]] ?? [] {
            let link = headline["link"] as? String
            guard link?.hasPrefix("http") ?? true else { return "a link that is none: \(link ?? "")" }
        }
        guard let key = event["dedup_key"] as? String, key.count <= 255 else { return "dedup_key" }
        return (1...1024).contains(summary.count) ? nil : "summary of \(summary.count)"
    }

    private static func alertmanager(_ json: Any) -> String? {
        guard let alerts = json as? [[String: Any]], !alerts.isEmpty else { return "no alerts" }
        for alert in alerts {
            guard let labels = alert["labels"] as? [String: String], !labels.isEmpty,
                labels.values.allSatisfy({ !$0.isEmpty }), alert["annotations"] is [String: String],
                let start = (alert["startsAt"] as? String).flatMap(Instant.init(rfc3339:)),
                let end = (alert["endsAt"] as? String).flatMap(Instant.init(rfc3339:))
            else { return "invalid alert" }
            guard start <= end else { return "start time must be before end time" }
        }
        return nil
    }
}

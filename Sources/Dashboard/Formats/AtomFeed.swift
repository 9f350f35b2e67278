import Domain

/// Alerts as an Atom feed (RFC 4287).
struct AtomFeed {
    /// Where the feed is, as the client knows it.
    let address: String
    /// The address of the pages, without a slash at its end.
    let site: String
    /// The latest notice of each alert with the time at which it fired.
    let alerts: [(alert: Alert, firedAt: Instant)]
    let now: Instant

    /// The document.
    var xml: String {
        let updated = alerts.map(\.alert.at).max() ?? now
        let head = """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom">
            <id>urn:bellwether:alerts</id>
            <title>Bellwether alerts</title>
            <updated>\(updated.rfc3339)</updated>
            <author><name>Bellwether</name></author>
            <link rel="self" type="application/atom+xml" href="\(Self.escaped(address))"/>
            <link rel="alternate" type="text/html" href="\(Self.escaped(site))/alerts"/>

            """
        return head + alerts.map { entry($0.alert, firedAt: $0.firedAt) }.joined() + "</feed>\n"
    }

    private func entry(_ alert: Alert, firedAt: Instant) -> String {
        let state = alert.state == .resolved ? "resolved: " : ""
        let title = "\(state)\(alert.severity.rawValue): \(alert.stream.inWords(name: alert.name))"
        return """
            <entry>
            <id>urn:bellwether:alert:\(Self.escaped(alert.id))</id>
            <title>\(Self.escaped(title))</title>
            <published>\(firedAt.rfc3339)</published>
            <updated>\(alert.at.rfc3339)</updated>
            <category term="\(alert.severity.rawValue)"/>
            <link rel="alternate" type="text/html" href="\(Self.escaped(site))/alerts/\(Self.escaped(alert.id))"/>
            <summary>\(Self.escaped(alert.explanation))</summary>
            </entry>

            """
    }

    /// A text as XML takes it; characters that XML cannot hold are left out.
    private static func escaped(_ text: String) -> String {
        let known = text.unicodeScalars.filter {
            $0.value >= 0x20 && $0.value & 0xFFFE != 0xFFFE || ["\t", "\n", "\r"].contains($0)
        }
        return escapedMarkup(String(String.UnicodeScalarView(known)))
    }
}

public import Domain
import FoundationEssentials

/// A feed as a catalogue has it.
struct CatalogueFeed: Sendable, Equatable {
    var feed: Feed
    var isEnabled = true
    /// The day on which somebody saw it work, or `untested`.
    var testedOn: String?
    /// What people should know of it.
    var note: String?

    /// Polling more often than this is rude; a demo's own server excepted.
    static let intervals: ClosedRange<Duration> = .seconds(10)...(.seconds(7 * 86400))
    static let usualInterval: Duration = .seconds(15 * 60)
    private static let idCharacters = Set("abcdefghijklmnopqrstuvwxyz0123456789-.")
}

extension CatalogueFeed: Section {
    static let blank = CatalogueFeed(
        feed: Feed(id: "", title: "", url: "", kind: .news, interval: usualInterval))

    static let keys: [Key<CatalogueFeed>] = [
        required(
            "id", \.feed.id,
            .text("a name of lower-case letters, digits, - and . only") {
                $0.allSatisfy(idCharacters.contains)
            },
            "Its id, unique across all catalogues."),
        required("title", \.feed.title, .text, "A name for people."),
        required(
            "url", \.feed.url, .webAddress,
            "Its address. `${NAME}` is replaced by a secret, which appears in no log, error or database."),
        key(
            "kind", \.feed.kind, .choice("kind"),
            """
            news: RSS, Atom, JSON Feed, or JSON with `entries`; csv and json: prices, with `quotes`; ecb: the reference \
            rates of the European Central Bank.
            """
        ).decisive(),
        key(
            "enabled", \.isEnabled, .flag,
            "Whether it is polled. The secrets of a disabled feed may be missing."),
        key(
            "interval", \.feed.interval, .duration(intervals),
            "The time between two requests, unless the server's responses ask for a longer one."),
        optional(
            "maximum_interval", \.feed.maximumInterval, .duration(intervals),
            """
            Lets the interval adapt to how often the feed brings something, from a quarter of `interval` up to this; \
            at least `interval`.
            """
        ).formerly("slowest").otherwise("a fixed interval"),
        optional(
            "user_agent", \.feed.userAgent, .text,
            "Sent instead of the daemon's own User-Agent."),
        key(
            "headers", \.feed.headers, .texts,
            "Request headers for this host only; `${NAME}` is replaced by a secret."),
        optional("quotes", \.feed.quotes, .section, "How to read quotes.")
            .only("kinds csv and json") { [.csv, .json].contains($0.feed.kind) },
        optional(
            "entries", \.feed.entries, .section, "How to read entries from JSON that is not JSON Feed."
        )
        .only("kind news") { $0.feed.kind == .news },
        optional(
            "zone", \.feed.zone,
            .text("a time zone of the tz database, such as America/New_York") {
                TimeZone(identifier: $0) != nil
            },
            "The time zone of dates that name none."
        )
        .otherwise("UTC, corrected by the delay that the feed usually has")
        .only("kind news") { $0.feed.kind == .news },
        key(
            "text", \.feed.assessedPart, .choice("text"),
            "What the classifier reads of an entry; the summary as well where titles say little."
        ).only("kind news") { $0.feed.kind == .news },
        optional("pages", \.feed.pages, .section, "How to request further pages, for a feed with `entries`.")
            .only("kind news") { $0.feed.kind == .news },
        key(
            "error_if", \.feed.errorPaths, .list(of: .text),
            "Paths whose presence means that the JSON is an error, whatever the HTTP status."),
        key("expect", \.feed.expectation, .section, "What a response must contain to be accepted."),
        key(
            "allow_private", \.feed.allowsPrivate, .flag,
            "Whether it may be at, or redirect to, an address outside the public Internet."),
        optional(
            "ca", \.feed.certificateAuthority, .text,
            "A file of CA certificates to trust instead of the system's."),
        optional("tested_on", \.testedOn, .text, "The day on which it was last seen to work, or `untested`."),
        optional("note", \.note, .text, "A note for people."),
    ]

    mutating func complete(_ mapping: Mapping, _ findings: inout Findings) {
        if [.csv, .json].contains(feed.kind), feed.quotes == nil {
            mapping.refuse("kind", "a feed of kind \(feed.kind.rawValue) needs \"quotes\"", &findings)
        }
        if feed.pages != nil, feed.entries == nil {
            mapping.refuse("pages", "only a feed with \"entries\" has pages", &findings)
        }
        if let longest = feed.maximumInterval, longest < feed.interval {
            mapping.refuse(
                "maximum_interval", "must be at least the interval, \(feed.interval.text)", &findings)
        }
        // The secrets of a feed that is off need not be there.
        guard isEnabled else { return }
        fill("url", [feed.url], mapping, &findings)
        fill("headers", feed.headers.values.sorted(), mapping, &findings)
    }

    /// Looks up the secrets that texts of a key name.
    private mutating func fill(
        _ key: String, _ texts: [String], _ mapping: Mapping, _ findings: inout Findings
    ) {
        for name in texts.flatMap(Secret.names) {
            let secret = Secret(name: name)
            feed.secrets[name] = secret.value
            if secret.value == nil {
                findings.lacks(name, at: key, mapping.file, mapping.value(key)?.line ?? mapping.line)
            }
        }
    }
}

extension Feed {
    /// The secrets that its requests need and that cannot be read from here, by name.
    public var missingSecrets: [String] {
        let named = Set(([url] + headers.values).flatMap(Secret.names))
        return named.subtracting(secrets.keys).sorted()
    }
}

extension Feed.Expectation: Section {
    static let blank = Feed.Expectation()

    static let keys: [Key<Feed.Expectation>] = [
        key(
            "minimum_entries", \.minimumEntries, .whole(0...1_000_000),
            "The minimum number of entries or rows in a response."
        )
        .formerly("least"),
        optional(
            "maximum_age", \.maximumAge, .duration(.seconds(60)...(.seconds(366 * 86400))),
            "The maximum age of the latest entry."
        ).formerly("age").otherwise("any"),
    ]
}

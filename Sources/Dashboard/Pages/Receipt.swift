import Domain

/// What a visitor just did, as the next page says it.
///
/// The address of that page carries it (`done`), so that it works without a cookie or a script; only known
/// words are shown of it.
struct Receipt: Sendable, Equatable {
    /// How long something can be undone.
    static let patience: Duration = .seconds(10)

    /// What was done.
    enum Deed: String, Sendable, CaseIterable {
        case acknowledged, dismissed, silenced, unsilenced, paused, resumed, polled, held, retried, undone,
            decided

        /// The sentence that says so.
        var sentence: String {
            switch self {
            case .acknowledged: "Acknowledged."
            case .dismissed: "Dismissed."
            case .silenced: "Silenced."
            case .unsilenced: "The silence has ended."
            case .paused: "The feed is paused."
            case .resumed: "The feed is polled again."
            case .polled: "The feed is polled now."
            case .held:
                "The server of this feed wants to be left alone for now; the feed is polled as soon as it allows."
            case .retried: "The deliveries are due again."
            case .undone: "Undone."
            case .decided: "Decision saved. It takes effect with the next story."
            }
        }
    }

    let deed: Deed
    /// What it was done to: the ids of alerts, a feed's id, or a silence's number, after which stands when it
    /// would have ended if it was ended before.
    let subjects: [String]
    /// When.
    let at: Instant

    /// Reads `done=acknowledged:1732620000000:ID,ID`; nil for anything else.
    init?(_ text: String?) {
        guard let parts = text?.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false),
            parts.count == 3, let deed = Deed(rawValue: String(parts[0])),
            let time = Instant(inAddress: parts[1])
        else { return nil }
        self.init(deed, parts[2].split(separator: ",").map(String.init), at: time)
    }

    init(_ deed: Deed, _ subjects: [String], at time: Instant) {
        self.deed = deed
        self.subjects = subjects
        at = time
    }

    /// As the address carries it.
    var text: String { "\(deed.rawValue):\(at.milliseconds):\(subjects.joined(separator: ","))" }

    /// Where a form undoes it, and with which fields; nil where that makes no sense.
    var undoing: (path: String, fields: [(name: String, value: String)])? {
        switch deed {
        case .acknowledged, .dismissed: ("/alerts/undo", subjects.map { ("id", $0) })
        case .silenced: subjects.first.map { ("/silences/end", [("id", $0)]) }
        case .paused: subjects.first.map { ("/sources/resume", [("id", $0)]) }
        case .resumed: subjects.first.map { ("/sources/pause", [("id", $0)]) }
        case .unsilenced:
            subjects.count == 2
                ? ("/silences/again", [("id", subjects[0]), ("until", subjects[1])]) : nil
        case .polled, .held, .retried, .undone, .decided: nil
        }
    }

    /// What the template shows.
    func content(_ visit: Visit) -> [String: Any] {
        var content: [String: Any] = ["sentence": deed.sentence]
        if let undoing, visit.now - at < Self.patience, visit.now >= at {
            content["undo"] =
                [
                    "action": visit.link(undoing.path),
                    "fields": undoing.fields.map { ["name": $0.name, "value": $0.value] },
                    "until": (at + Self.patience).milliseconds,
                ] as [String: Any]
        }
        return content
    }
}

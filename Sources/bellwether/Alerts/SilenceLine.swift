import Domain
import History

/// A silence as `silence` and `alerts silences` print it.
struct SilenceLine: Encodable {
    let silence: Silence
    /// How many alerts of the last 30 days it would have muted; nil where that is not asked.
    let muted: Int?

    enum CodingKeys: String, CodingKey {
        case id, streams, from, until, by, reason
        case muted = "would_have_muted"
    }

    func encode(to encoder: any Encoder) throws {
        var line = encoder.container(keyedBy: CodingKeys.self)
        try line.encode(silence.id, forKey: .id)
        try line.encode(silence.streams, forKey: .streams)
        try line.encode(silence.from.rfc3339, forKey: .from)
        try line.encode(silence.until.rfc3339, forKey: .until)
        try line.encode(silence.by, forKey: .by)
        try line.encodeIfPresent(silence.reason, forKey: .reason)
        try line.encodeIfPresent(muted, forKey: .muted)
    }
}

import Domain
import Mustache

/// A time as pages show it: UTC, which the script may rewrite in the visitor's zone.
struct TimeView {
    /// For `datetime`.
    let iso: String
    /// What is shown: `11:43`, `25 Nov 11:43` or `25 Nov 2025`.
    let short: String
    private var showsSeconds = false

    /// A time of day.
    ///
    /// - Parameter seconds: Whether they are shown.
    init(_ time: Instant, seconds: Bool) {
        iso = time.rfc3339
        short = time.hourAndMinute + (seconds ? ":\(padded(CivilTime(time).second, 2))" : "")
        showsSeconds = seconds
    }

    /// A time as short as it can be told now.
    init(_ time: Instant, at now: Instant) {
        let (civil, today) = (CivilTime(time), CivilTime(now))
        iso = time.rfc3339
        let day = "\(civil.day) \(Instant.months[max(0, min(civil.month - 1, 11))])"
        if (civil.year, civil.month, civil.day) == (today.year, today.month, today.day) {
            short = time.hourAndMinute
        } else if civil.year == today.year || now - time < .seconds(180 * 86400) {
            short = "\(day) \(time.hourAndMinute)"
        } else {
            short = "\(day) \(civil.year)"
        }
    }

    /// How long ago: `4 min`, `3 h`, `2 d`.
    static func age(_ duration: Duration) -> String {
        let minutes = Int(duration.inMilliseconds / 60_000)
        if minutes < 1 { return "under a minute" }
        if minutes < 120 { return "\(minutes) min" }
        return minutes < 48 * 60 ? "\(minutes / 60) h" : "\(minutes / 1440) d"
    }
}

/// Written whole, which takes a tenth of the time of a template: a page has hundreds.
extension TimeView: MustacheCustomRenderable {
    var renderText: String {
        "<time datetime=\"\(iso)\"\(showsSeconds ? " data-seconds" : "")>\(short)</time>"
    }
}

import Domain

// One model of time.
//
// What a date says is an instant, a local time without a zone, a day, or nothing (`StatedTime`). What the
// dates of a feed have been worth is its usual delay from date to poll (`PublicationDelay`). The event time
// follows:
//
//     instant, local   min(fetch, date + usual delay)
//     day              the fetch, while the day can last anywhere; later, the end of that day
//     nothing          the fetch
//
// So the present is never exceeded, and dates that are always five hours off are not off at all. What
// detection may do with an item follows from its age at the fetch (`Item.use`): up to a day late it counts in
// the bin of its event time and is evaluated on arrival; up to a month late it teaches; beyond that it says
// nothing about the present. What comes while a feed is new teaches only.

/// When what an entry tells happened, as far as its date and the past of its feed say.
///
/// - Parameter usualDelay: What is usual for the feed from date to fetch; nil while that is not known.
func eventTime(of date: StatedTime?, fetchedAt: Instant, usualDelay: Duration?) -> Instant {
    guard let date, date.reading >= earliestBelievable else { return fetchedAt }
    switch date {
    case .instant(let instant), .local(let instant): return min(fetchedAt, instant + (usualDelay ?? .zero))
    case .day(let midnight): return min(fetchedAt, midnight + .seconds(86400) + westernmostZone)
    }
}

/// No feed is older than 1995: an earlier date is the zero of some program.
private let earliestBelievable = Instant(seconds: 788_918_400)
/// Days end last at 12 hours west of UTC.
private let westernmostZone: Duration = .seconds(12 * 3600)

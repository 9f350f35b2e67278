/// How long after an alert the price is looked at again.
public enum StudyWindow: String, Sendable, CaseIterable {
    case hour = "1h"
    case day = "1d"
    case fiveDays = "5d"

    /// The length by the calendar: nights and weekends count.
    public var duration: Duration {
        switch self {
        case .hour: .seconds(3600)
        case .day: .seconds(86400)
        case .fiveDays: .seconds(5 * 86400)
        }
    }

    /// The length for a sentence: `an hour`.
    public var inWords: String {
        switch self {
        case .hour: "an hour"
        case .day: "a day"
        case .fiveDays: "five days"
        }
    }
}

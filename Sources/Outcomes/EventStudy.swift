// What the price did after earlier alerts, beside what it usually does.
//
// The method is that of an event study (MacKinlay 1997, "Event studies in economics and finance"; Brown and
// Warner 1985, "Using daily stock returns"), with the median and the middle nine of ten in the place of means
// and t values, as a few cases of short-term returns are anything but normal. The event is the moment at
// which the alert fired. Only alerts whose window had ended, with a price known behind it, at the time of
// asking count.

public import Domain
import History

/// What the price did after the earlier alerts like one.
public struct EventStudy: Sendable, Equatable {
    /// Fewer cases say nothing.
    public static let fewestCases = 5
    /// The window that decides whether there are enough cases.
    static let mainWindow = StudyWindow.day

    /// What the study is about.
    public let subject: StudySubject
    /// Alerts from this time on were not looked at, nor prices after it.
    public let before: Instant
    /// Which alerts counted as like it: the narrowest set with enough cases, or the widest.
    public let cases: CaseSet
    /// The earlier alerts of that set, with a known price or without.
    public let alerts: Int
    /// The symbol of the index; nil where no price of one is stored.
    public let index: String?
    /// A row a window.
    public let rows: [Row]
    /// What is behind the rows, the earliest alert first.
    public let outcomes: [Outcome]

    /// What the price did in one window.
    public struct Row: Sendable, Equatable {
        /// The window.
        public let window: StudyWindow
        /// The cases with a known price.
        public let count: Int
        /// The changes; nil for too few cases, as all below.
        public let moves: Spread?
        /// How sure the median of the changes is.
        public let interval: MedianInterval?
        /// The changes less those of the index; nil also where too few cases have one.
        public let adjusted: Spread?
        /// The median of what was usual before each case.
        public let usual: Double?
        /// The medians of the 5th and the 95th percentile of what was usual before each case.
        public let usualRange: ClosedRange<Double>?
        /// The median of the ranges against the usual ones.
        public let rangeRatio: Double?

        /// The row of the outcomes of one window.
        init(_ window: StudyWindow, _ outcomes: [Outcome]) {
            self.window = window
            count = outcomes.count
            func enough(_ numbers: [Double]) -> [Double] {
                numbers.count >= EventStudy.fewestCases ? numbers : []
            }
            let changes = enough(outcomes.map(\.move.change))
            moves = Spread(changes)
            interval = MedianInterval(changes)
            adjusted = Spread(enough(outcomes.compactMap(\.adjusted)))
            let usual = outcomes.compactMap { $0.usual?.change }
            self.usual = Spread(enough(usual.map(\.median)))?.median
            if let low = Spread(enough(usual.map(\.low)))?.median,
                let high = Spread(enough(usual.map(\.high)))?.median
            {
                usualRange = min(low, high)...max(low, high)
            } else {
                usualRange = nil
            }
            rangeRatio = Spread(enough(outcomes.compactMap(\.rangeRatio)))?.median
        }
    }

    /// The study of some outcomes.
    init(
        of subject: StudySubject, before: Instant, _ cases: CaseSet, alerts: Int, index: String?,
        _ outcomes: [Outcome]
    ) {
        self.subject = subject
        self.before = before
        self.cases = cases
        self.alerts = alerts
        self.index = index
        let counted = StudyWindow.allCases.map { window in
            Outcome.disjoint(outcomes.filter { $0.window == window })
        }
        rows = zip(StudyWindow.allCases, counted).map(Row.init)
        self.outcomes = counted.flatMap(\.self).sorted {
            ($0.alert.at, $0.alert.id, $0.window.duration) < ($1.alert.at, $1.alert.id, $1.window.duration)
        }
    }

    /// The row that the sentence tells.
    public var main: Row? { rows.first { $0.window == Self.mainWindow } }

    /// Whether there are enough cases to say something.
    public var isEnough: Bool { main?.moves != nil }
}

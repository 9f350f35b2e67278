import Domain

/// The time that a page looks back.
enum Span: String, Sendable, CaseIterable {
    case day = "24h"
    case week = "7d"
    case month = "30d"
    case year = "1y"

    /// How far back.
    var duration: Duration {
        switch self {
        case .day: .seconds(86400)
        case .week: .seconds(7 * 86400)
        case .month: .seconds(30 * 86400)
        case .year: .seconds(364 * 86400)
        }
    }

    /// What one bar of a chart stands for: some fifty fit a screen.
    var step: Duration {
        switch self {
        case .day: .seconds(1800)
        case .week: .seconds(3 * 3600)
        case .month: .seconds(12 * 3600)
        case .year: .seconds(7 * 86400)
        }
    }

    /// What one cell of a heat map stands for.
    var cell: Duration { self == .month ? .seconds(86400) : step }

    /// Cells in a row of a heat map.
    var cells: Int { Int(duration.inMilliseconds / cell.inMilliseconds) }

    /// In words: `24 hours`.
    var words: String {
        switch self {
        case .day: "24 hours"
        case .week: "7 days"
        case .month: "30 days"
        case .year: "year"
        }
    }

    /// Bars: the last one is running.
    var count: Int { Int(duration.inMilliseconds / step.inMilliseconds) }

    /// The span of the bars that end with the one that a time is in.
    ///
    /// - Parameter width: Of a bar, where it is not `step`.
    func range(until now: Instant, by width: Duration? = nil) -> Range<Instant> {
        let width = (width ?? step).inMilliseconds
        let end = Instant(milliseconds: (now.milliseconds / width + 1) * width)
        return (end - duration)..<end
    }
}

import Domain

/// The exact numbers of a chart, for those who do not see it and for copying.
public struct ChartTable: Sendable, Equatable {
    /// The names of the columns.
    public let header: [String]
    /// The cells, as many in each row as there are columns.
    public let rows: [[String]]
}

/// A date and time for a table: `2026-11-26 11:30`, in UTC.
func written(_ instant: Instant) -> String {
    let civil = CivilTime(instant)
    return
        "\(padded(civil.year, 4))-\(padded(civil.month, 2))-\(padded(civil.day, 2)) \(instant.hourAndMinute)"
}

package import Domain

/// A part of a span, and the table that has its counts: a long span costs no more than a row a stream and
/// month, and the days and half hours at its ends.
package enum CountedSpan: Sendable, Equatable {
    /// Half hours, which begin in a span.
    case halfHours(Range<Instant>)
    /// Whole days from one on, by their names, up to another or a month.
    case days(from: String, until: String)
    /// Whole months, by their names.
    case months(from: String, until: String)

    /// The parts of a span.
    package static func parts(of span: Range<Instant>) -> [CountedSpan] {
        let (first, last) = (span.lowerBound.midnightAtOrAfter, span.upperBound.midnight)
        guard first < last else { return [.halfHours(span)] }
        let ends: [CountedSpan] = [.halfHours(span.lowerBound..<first), .halfHours(last..<span.upperBound)]
        // A month begins with its name, which is before all its days.
        let (firstMonth, lastMonth) = (first.storedMonthAtOrAfter, last.storedMonth)
        guard firstMonth < lastMonth else {
            return ends + [.days(from: first.storedDay, until: last.storedDay)]
        }
        return ends + [
            .days(from: first.storedDay, until: firstMonth), .months(from: firstMonth, until: lastMonth),
            .days(from: lastMonth, until: last.storedDay),
        ]
    }
}

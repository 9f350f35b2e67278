/// What of an entry the classifier reads.
public enum AssessedPart: String, Sendable, CaseIterable {
    /// The title, which is a sentence of its own in nearly all feeds.
    case title
    /// The title and the beginning of the summary, for feeds whose titles say little.
    case titleAndSummary = "title-and-summary"

    /// Characters of a summary that are read; the classifier reads no more than a few sentences.
    private static let summaryRead = 400

    /// The text to read of a title and a summary.
    public func text(title: String, summary: String?) -> String {
        guard self == .titleAndSummary, let summary, !summary.isEmpty, summary != title else { return title }
        let lines = summary.split { $0.isNewline }.joined(separator: ". ")
        return "\(title). \(lines.prefix(Self.summaryRead))"
    }
}

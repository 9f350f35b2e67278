public import Domain

/// Takes what people say about alerts.
public protocol FeedbackBook: Sendable {
    /// Stores feedback with an alert and its latest notice.
    ///
    /// - Parameter id: The alert's id, or its first letters where no other id begins with them.
    /// - Returns: The latest notice of the alert; nil where it cannot be read.
    /// - Throws: `HistoryError.unknownAlert`.
    @discardableResult
    func add(_ feedback: Feedback, toAlert id: String) async throws -> Alert?

    /// Takes back the latest feedback of a person on an alert, if it was given at or after a time.
    ///
    /// - Returns: What was taken back; nil where there is nothing to take back.
    /// - Throws: `HistoryError.unknownAlert`.
    func withdrawFeedback(by person: String, fromAlert id: String, since: Instant) async throws -> Feedback?
}

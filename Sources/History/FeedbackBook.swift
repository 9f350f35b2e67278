/// Takes what people say about alerts.
public protocol FeedbackBook: Sendable {
    /// Stores feedback with an alert and its latest notice.
    ///
    /// - Parameter id: The alert's id, or its first letters where no other id begins with them.
    /// - Throws: `HistoryError.unknownAlert`.
    func add(_ feedback: Feedback, toAlert id: String) async throws
}

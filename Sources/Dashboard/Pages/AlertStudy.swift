import Domain
import History
import Outcomes

extension Site {
    /// What the price did after earlier alerts like one; nil for an alert without a price, and where the
    /// history takes too long to say.
    func study(of history: AlertHistory) async throws -> EventStudy? {
        let firing = history.notices.first?.notice ?? history.alert.latest
        let subject = StudySubject(firing)
        guard !subject.isPriceless else { return nil }
        do {
            return try await StudyReader(reader).study(subject, before: history.alert.firedAt)
        } catch HistoryError.tooSlow {
            // The rest of the page is worth more than this part of it.
            return nil
        }
    }
}

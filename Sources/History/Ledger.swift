/// Takes what is to be stored.
public protocol Ledger: Sendable {
    /// Stores all of a commit or, when it throws or the process dies, nothing of it.
    ///
    /// Idempotent: an item or a notice that is stored already stays as it is, a quote of the same time takes
    /// its place, and its notices are not delivered again. What the commit's route is told still holds when
    /// the commit is stored.
    func commit(_ commit: Commit) async throws
}

public import Domain

/// A place that alerts go to.
public protocol Sink: Sendable {
    /// The name in the configuration and the outbox.
    var id: String { get }
    /// Whether a notice may be given up after many failures.
    var givesUp: Bool { get }
    /// Delivers a notice, which may have been delivered before: a kill between delivery and note repeats it.
    /// Its id and sequence tell.
    func deliver(_ notice: Notice) async throws
}

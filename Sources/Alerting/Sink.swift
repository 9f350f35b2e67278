public import Domain

/// A place that alerts go to.
public protocol Sink: Sendable {
    /// The name in the configuration and the outbox.
    var id: String { get }
    /// Whether a notice may be given up after many failures.
    var givesUp: Bool { get }
    /// Delivers a notice, which may have been delivered before: a kill between delivery and note repeats it.
    /// Its id and sequence tell.
    ///
    /// - Throws: A `DeliveryError` where the receiver said what to do; anything else is worth another try.
    func deliver(_ notice: Notice) async throws
}

/// A sink whose receiver forgets an alert that it does not hear of for a while.
public protocol RenewingSink: Sink {
    /// Tells the receiver that these alerts still hold.
    ///
    /// - Parameter open: The latest notice of each open alert that went to the sink.
    func renew(_ open: [Notice]) async throws
}

/// Why a delivery failed, with what to do about it.
public protocol DeliveryError: Error {
    /// What to do about it.
    var remedy: DeliveryRemedy { get }
}

/// What to do about a delivery that failed.
public enum DeliveryRemedy: Sendable, Equatable {
    /// Try again after the usual pause.
    case retry
    /// Leave the receiver alone for so long, whatever the notice.
    case wait(Duration)
    /// Give the notice up: the receiver will never take it.
    case giveUp
}

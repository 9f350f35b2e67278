public import Domain
public import Fetching

/// What changes the state of the pipeline; it is done one after the other, in the order in which it came.
public enum Work: Sendable {
    /// A poll has brought a response, or has failed.
    case polled(FetchResult, at: Instant)
    /// Time has passed: alerts may be over, feeds may have gone blind.
    case tick(at: Instant)
    /// Somebody asks whether the pipeline still comes round to its work.
    case probe
}

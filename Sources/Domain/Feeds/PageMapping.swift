/// How a source announces a further page, and how to request it.
public struct PageMapping: Sendable, Equatable {
    /// Path to the token of the next page, or to its address; the last page has nothing there.
    public var next: String
    /// The query parameter that takes the token; nil when `next` is an address.
    public var parameter: String?
    /// Pages that one poll requests at most.
    public var maximumPages: Int

    /// A mapping as the catalogue describes it.
    public init(next: String, parameter: String?, maximumPages: Int) {
        self.next = next
        self.parameter = parameter
        self.maximumPages = maximumPages
    }
}

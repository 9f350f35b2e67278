/// How a source tells that there is more, and how it is asked for.
public struct PageMapping: Sendable, Equatable {
    /// Path to the token of the next page, or to its address; nothing there means that this page is the last.
    public let next: String
    /// The parameter of the address that takes the token; nil when `next` is an address.
    public let parameter: String?
    /// Pages that one poll asks for at most.
    public let maximumPages: Int

    public init(next: String, parameter: String?, maximumPages: Int) {
        self.next = next
        self.parameter = parameter
        self.maximumPages = maximumPages
    }
}

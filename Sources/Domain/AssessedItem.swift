/// An item with what the classifier said of it and whom it names.
public struct AssessedItem: Sendable {
    public let item: Item
    public let assessment: Assessment
    /// Symbols of the entities that the title names, in reading order.
    public let symbols: [String]

    public init(item: Item, assessment: Assessment, symbols: [String]) {
        self.item = item
        self.assessment = assessment
        self.symbols = symbols
    }
}

/// Words that tell an entity from other things of the same name.
public struct EntityContext: Sendable, Equatable, Codable {
    /// Words beside which an ambiguous name is the entity.
    public var supporting: [String]
    /// Words beside which a name is something else.
    public var opposing: [String]

    /// A context; without words, it says nothing.
    public init(supporting: [String] = [], opposing: [String] = []) {
        self.supporting = supporting
        self.opposing = opposing
    }
}

import Testing

@testable import bellwether

@Suite struct EntityCommandTests {
    @Test func `Texts are looked at unless a subcommand says otherwise`() throws {
        #expect(try parsed("entities", "titles.txt", as: EntityTexts.self).file == "titles.txt")
        #expect(try parsed("entities", "--text", "Acme falls", as: EntityTexts.self).text == "Acme falls")
        #expect(try parsed("entities", as: EntityTexts.self).file == nil)
    }

    @Test func `Names are listed by status, by text and up to a number`() throws {
        let list = try parsed(
            "entities", "list", "--status", "watched", "--matching", "acme", "--limit", "3",
            as: ListEntities.self)
        #expect(list.status != nil && list.matching == "acme" && list.limit == 3)
        #expect(refusal("entities", "list", "--limit", "0") == "--limit must be at least 1")
        #expect(refusal("entities", "list", "--status", "gone") != nil)
    }

    @Test func `A name is accepted, merged into a symbol or ignored, by somebody`() throws {
        let accept = try parsed("entities", "accept", "Blue Origin", "--by", "ann", as: AcceptEntity.self)
        #expect(accept.name == "Blue Origin" && accept.signature.name == "ann")
        let merge = try parsed("entities", "merge", "Blue Origin", "AMZN", "--force", as: MergeEntity.self)
        #expect(merge.symbol == "AMZN" && merge.force)
        #expect(try parsed("entities", "ignore", "Blue Origin", as: IgnoreEntity.self).name == "Blue Origin")
        #expect(refusal("entities", "merge", "Blue Origin") != nil)
        #expect(refusal("entities", "merge", "Blue Origin", "A#b") == "\"A#b\" is not a symbol")
        #expect(try parsed("entities", "import", "list.txt", as: ImportListings.self).file == "list.txt")
    }
}

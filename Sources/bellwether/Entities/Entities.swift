import ArgumentParser

struct Entities: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Find entities in texts, and manage companies that no catalogue lists.",
        discussion: """
            The daemon counts the organizations in titles that no catalogue lists. A name that appears in about three stories \
            within two months, from at least two feed owners, is watched as entity:SYMBOL if its context suggests a company. SYMBOL is \
            the listed symbol of the only company with that name (see import), or else the name itself. Decisions made with accept, \
            merge and ignore are stored and take effect with the next story. Without a subcommand, finds entities in texts.
            """,
        subcommands: [
            EntityTexts.self, ListEntities.self, AcceptEntity.self, MergeEntity.self, IgnoreEntity.self,
            ImportListings.self,
        ],
        defaultSubcommand: EntityTexts.self)
}

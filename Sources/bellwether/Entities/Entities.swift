import ArgumentParser

struct Entities: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Find entities in texts, and decide on the companies that no catalogue lists.",
        discussion: """
            The daemon counts the organizations in titles that no catalogue lists. A name that three stories of two months, from \
            two owners of feeds, have is watched as entity:SYMBOL if what is said around it speaks for a company: SYMBOL is the \
            listed symbol of the one company of that name (see import), else the name itself. What accept, merge and ignore say is \
            remembered and counts from the next story on. Without a subcommand, finds entities in texts.
            """,
        subcommands: [
            EntityTexts.self, ListEntities.self, AcceptEntity.self, MergeEntity.self, IgnoreEntity.self,
            ImportListings.self,
        ],
        defaultSubcommand: EntityTexts.self)
}

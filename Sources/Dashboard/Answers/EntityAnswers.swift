import Domain
import History

extension AnswerDesk {
    /// Remembers what a visitor says of a name that no catalogue lists.
    ///
    /// - Throws: `Failure`, or what the history throws.
    func decide(_ kind: EntityChoice.Kind, _ form: AnswerForm) async throws -> Receipt {
        let name = try form.subject()
        let records = try await reader.entityRecords(.init(name: name))
        guard let record = records.first(where: { $0.name == name }) else {
            throw Failure.notFound("No story names \"\(name)\".")
        }
        var symbol: String?
        if kind == .merged {
            guard let target = form.field("symbol") else {
                throw Failure.invalid("Enter the symbol of the entity to merge this name into.")
            }
            guard try await reader.entities().contains(where: { $0.symbol == target }) else {
                throw Failure.invalid("No entity has the symbol \"\(target)\".")
            }
            symbol = target
        }
        var choice = EntityChoice(
            key: record.key, name: record.name, kind: kind, symbol: symbol, by: form.by, at: form.now)
        choice.reason = form.reason
        try await history.choose(choice)
        return Receipt(.decided, [record.name], at: form.now)
    }
}

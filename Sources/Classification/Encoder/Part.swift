/// The share of one thread in a step that several do together: the `member`th of `members` parts.
struct Part: Sendable {
    let member: Int
    let members: Int

    static let whole = Part(member: 0, members: 1)

    /// This part of `count` things, cut at multiples of `unit`.
    func range(of count: Int, unit: Int = 1) -> Range<Int> {
        let units = (count + unit - 1) / unit
        return min(units * member / members * unit, count)..<min(units * (member + 1) / members * unit, count)
    }
}

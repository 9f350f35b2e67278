/// What a window holds.
struct WindowCounts: Equatable {
    var negative = 0
    var stories = 0
    var negativeItems = 0
    var items = 0

    /// Whether the share of negative stories is high, whatever is usual.
    var isMostlyBad: Bool { Double(negative) >= Model.badShare * Double(stories) }

    mutating func add(_ bin: Bin) {
        negative += Int(bin.negative)
        stories += Int(bin.stories)
        negativeItems += Int(bin.negativeItems)
        items += Int(bin.items)
    }

    /// Without some negative stories, and their copies in the usual number.
    func without(_ count: Int, copies: Double) -> WindowCounts {
        guard count > 0 else { return self }
        let share = Double(count) / Double(max(negative, 1))
        let gone = min(Int((Double(negativeItems) * min(share, 1)).rounded()), negativeItems)
        return WindowCounts(
            negative: max(negative - count, 0), stories: max(stories - count, 0),
            negativeItems: negativeItems - gone, items: max(items - gone, 0))
    }
}

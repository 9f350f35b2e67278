import Domain

// How the texts of a batch are cut into runs that are worked on together.

extension TokenBatch {
    /// Tokens that one pass holds at most, unless one text has more: about 1.5 MB of activations, so that
    /// they stay in the core's cache while the weights stream by.
    private static let tokensPerPass = 128

    /// Tokens of the texts whose states are held between the layers before an exit and those behind it: about
    /// 3 MB.
    private static let tokensPerBlock = 2048

    /// Cuts the batch into runs of texts of not much more than `tokensPerBlock`.
    func blocks() -> [Range<Int>] {
        var blocks: [Range<Int>] = []
        var start = 0
        for text in 0..<count
        where text == count - 1
            || offsets[text + 1] - offsets[start] >= Self.tokensPerBlock
        {
            blocks.append(start..<text + 1)
            start = text + 1
        }
        return blocks
    }

    /// Cuts the batch into runs of texts of about the same number of tokens, as many for each thread.
    func passes(members: Int) -> [Range<Int>] {
        let total = ids.count
        let rounds = (total + Self.tokensPerPass * members - 1) / (Self.tokensPerPass * members)
        let wanted = max(rounds * members, 1)
        var passes: [Range<Int>] = []
        var start = 0
        for text in 0..<count where offsets[text + 1] >= total * (passes.count + 1) / wanted {
            passes.append(start..<text + 1)
            start = text + 1
        }
        return passes
    }
}

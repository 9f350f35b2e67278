public import Domain

/// A stored title that its source has changed, with what both titles mean.
public struct ChangedTitle: Sendable {
    private let edit: ItemEdit
    private let former: TextAssessment
    private let text: TextAssessment

    /// A change of a title.
    ///
    /// - Parameters:
    ///   - former: What the title before meant.
    ///   - text: What the present title means.
    public init(_ edit: ItemEdit, former: TextAssessment, text: TextAssessment) {
        self.edit = edit
        self.former = former
        self.text = text
    }

    /// The streams in which the title was bad news before; nil where it has turned bad in no other, so that
    /// the change is no news.
    public var formerlyBad: Set<Stream>? {
        let before = former.badStreams
        return text.badStreams.isSubset(of: before) ? nil : before
    }
}

extension TextAssessment {
    /// The streams in which a title with this meaning is bad news.
    fileprivate var badStreams: Set<Stream> {
        guard isScored else { return [] }
        let topic = assessment.topic
        return streams.reduce(into: []) { bad, stream in
            guard stream.verdict.isBad else { return }
            bad.insert(stream.stream)
            if let symbol = stream.stream.symbol { bad.insert(.entityTopic(symbol, topic: topic)) }
        }
    }
}

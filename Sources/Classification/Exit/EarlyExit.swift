public import Domain

// Most headlines are easy: "profit rises" needs no six layers. After some layer of the encoder a pooling and
// heads of its own judge a text; if they are confident in all that was asked, the text leaves with their
// answers, and only the others pay for the layers that are left (Teerapittayanon et al. 2016, "BranchyNet";
// Xin et al. 2020, "DeeBERT"). The exit is trained to say what the whole model says, and its confidences are
// set on validation texts (`bellwether exit`).

/// After which layer texts leave the encoder, and when.
public struct EarlyExit: Sendable, Equatable {
    /// Layers that every text goes through.
    public let layers: Int
    /// The least probability of the likeliest label with which a text may leave, by head.
    ///
    /// A text leaves when every answer about it, its entities and its words has it; an answer of a head that
    /// is not listed lets no text leave.
    public let thresholds: [HeadName: Float]

    /// An exit after `layers` layers.
    public init(layers: Int, thresholds: [HeadName: Float]) {
        self.layers = layers
        self.thresholds = thresholds
    }

    /// Whether the exit's answers about a text are sure enough.
    package func lets(_ assessment: Assessment) -> Bool {
        assessment.answers.allSatisfy(isSure) && assessment.entityAnswers.allSatisfy { $0.allSatisfy(isSure) }
            && assessment.wordAnswers.allSatisfy { $0.allSatisfy(isSure) }
    }

    private func isSure(_ answer: HeadAnswer) -> Bool {
        thresholds[answer.head].map { answer.confidence >= $0 } ?? false
    }
}

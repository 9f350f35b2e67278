public import Domain

/// What a file of weights says of itself.
public struct WeightsHeader: Sendable {
    /// A name for people.
    public let name: String
    /// The sizes of the encoder.
    public let encoder: EncoderShape
    /// Width of the projection in the attention pooling.
    public let poolingWidth: Int
    /// Width of the hidden layer of each head.
    public let headWidth: Int
    /// What the model is asked, in the order of its answers.
    public var heads: [HeadSpec]
    /// What it was trained on, with licenses, and with which settings: free text by key.
    public var training: [String: String]
    /// Measured scores on the validation split, by name.
    public var scores: [String: Double]
    /// How far the heads' probabilities are from what is so; nil where that was not measured.
    public var reliability: [Reliability]?
    /// Judges adverse events; nil where the model does not.
    public var risk: RiskSpec?
    /// Finds names; nil where the model does not.
    public var tagger: TaggerSpec?
    /// Layers that every text goes through before confident ones leave; nil where all go through the whole
    /// encoder.
    private var exitLayers: Int?

    /// The header of weights that are not measured and have no exit.
    public init(
        name: String, encoder: EncoderShape, poolingWidth: Int, headWidth: Int, heads: [HeadSpec],
        training: [String: String] = [:]
    ) {
        self.name = name
        self.encoder = encoder
        self.poolingWidth = poolingWidth
        self.headWidth = headWidth
        self.heads = heads
        self.training = training
        scores = [:]
    }

    /// What was measured of the model.
    public var measures: ModelMeasures { ModelMeasures(scores: scores, reliability: reliability ?? []) }

    /// The labels of the topic head; empty without one.
    public var topics: [String] { heads[.topic]?.labels ?? [] }

    /// Where confident texts leave the encoder; nil where all go through the whole of it.
    ///
    /// Setting it gives each head its threshold; a head that the exit does not list lets no text leave.
    public var exit: EarlyExit? {
        get {
            exitLayers.map { layers in
                let pairs = heads.compactMap { head in head.exitThreshold.map { (head.name, $0) } }
                return EarlyExit(
                    layers: layers, thresholds: Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
            }
        }
        set {
            exitLayers = newValue?.layers
            for index in heads.indices {
                heads[index].exitThreshold = newValue?.thresholds[heads[index].name]
            }
        }
    }

    /// The same without what was fitted to the weights as they were.
    public var uncalibrated: WeightsHeader {
        var header = self
        header.heads = heads.map(\.uncalibrated)
        header.exitLayers = nil
        header.risk = nil
        header.tagger = nil
        header.reliability = nil
        return header
    }

    /// Takes what was measured, in the place of what was measured of the same heads before.
    public mutating func record(_ measured: [Reliability]) {
        let others = (reliability ?? []).filter { old in !measured.contains { $0.head == old.head } }
        reliability = (others + measured).sorted { $0.head.rawValue < $1.head.rawValue }
    }

    /// Why what is said of the heads' reliability cannot be true; nil when it can.
    var reliabilityProblem: String? {
        let known = heads.map(\.name) + (risk == nil ? [] : [.adverse])
        for (place, measured) in (reliability ?? []).enumerated() {
            guard known.contains(measured.head) else {
                return "reliability names the head \(measured.head), which the model does not have"
            }
            if reliability?[..<place].contains(where: { $0.head == measured.head }) == true {
                return "reliability names the head \(measured.head) twice"
            }
            if let problem = measured.problem {
                return "the reliability of the head \(measured.head): \(problem)"
            }
        }
        return nil
    }
}

extension WeightsHeader: Codable {
    private enum CodingKeys: String, CodingKey {
        case name, encoder, poolingWidth, headWidth, heads, training, scores, reliability, risk, tagger
        case exitLayers = "exit"
    }

    /// Reads the header of any format.
    public init(from decoder: any Decoder) throws {
        let header = try decoder.container(keyedBy: CodingKeys.self)
        name = try header.decode(String.self, forKey: .name)
        encoder = try header.decode(EncoderShape.self, forKey: .encoder)
        poolingWidth = try header.decode(Int.self, forKey: .poolingWidth)
        headWidth = try header.decode(Int.self, forKey: .headWidth)
        training = try header.decode([String: String].self, forKey: .training)
        scores = try header.decode([String: Double].self, forKey: .scores)
        reliability = try header.decodeIfPresent([Reliability].self, forKey: .reliability)
        risk = try header.decodeIfPresent(RiskSpec.self, forKey: .risk)
        tagger = try header.decodeIfPresent(TaggerSpec.self, forKey: .tagger)
        guard header.contains(.heads) else {
            let former = try FormerHeads(from: decoder)
            heads = former.specs
            exitLayers = former.exit?.layers
            return
        }
        heads = try header.decode([HeadSpec].self, forKey: .heads)
        exitLayers = try header.decodeIfPresent(Int.self, forKey: .exitLayers)
    }
}

/// The heads as the formats 1 and 2 describe them: three by name, with the labels of two and the exit's
/// confidences.
private struct FormerHeads: Decodable {
    struct Exit: Decodable {
        let layers: Int
        let sentiment: Float
        let topic: Float
        let entity: Float
    }

    let labels: [String: [String]]
    /// By head; those at the exit begin with `exit.`.
    let calibration: [String: AdaptiveTemperature]?
    let exit: Exit?

    var specs: [HeadSpec] {
        [
            spec(.sentiment, .text, labels: labels["sentiment"], threshold: exit?.sentiment),
            spec(.topic, .text, labels: labels["topic"], threshold: exit?.topic),
            spec(.entity, .entity, labels: labels["sentiment"], threshold: exit?.entity),
        ].compactMap(\.self)
    }

    private func spec(
        _ name: HeadName, _ scope: HeadSpec.Scope, labels: [String]?, threshold: Float?
    ) -> HeadSpec? {
        guard let labels else { return nil }
        var spec = HeadSpec(name, scope: scope, labels: labels)
        spec.temperature = calibration?[name.rawValue]
        spec.exitThreshold = threshold
        spec.exitTemperature = calibration?[TensorName.exit + name.rawValue]
        return spec
    }
}

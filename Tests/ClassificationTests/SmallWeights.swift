import Classification
import Domain
import TestSupport

/// A classifier of random weights, small enough to be written and read in a moment.
enum SmallWeights {
    static let shape = EncoderShape(
        layers: 2, width: 64, heads: 2, intermediate: 96, vocabulary: 40, positions: 24)
    /// The heads that every model has.
    static let usualHeads: [HeadSpec] = [.sentiment, .topic(["a", "b", "c", "d"]), .entity]
    static let vocabulary =
        (["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + (0..<35).map { "w\($0)" }).joined(separator: "\n")

    /// The bytes of the file; its matrices are int8 or not.
    ///
    /// - Parameters:
    ///   - heads: Heads besides those that every model has.
    ///   - exit: An exit, whose tensors are random, too.
    ///   - risk: A risk head, also of random tensors.
    ///   - tagger: A tagger, also of random tensors.
    static func encoded(
        quantized: Bool, heads further: [HeadSpec] = [], exit: EarlyExit? = nil, risk: RiskSpec? = nil,
        tagger: TaggerSpec? = nil
    ) throws -> [UInt8] {
        var random = SplitMix64(seed: 21)
        var tensors: [NamedTensor] = []
        func add(_ name: String, _ shape: [Int], around center: Float = 0) {
            let values = random.floats(shape.reduce(1, *), in: -0.5...0.5).map { $0 + center }
            let isTable = name.hasPrefix("embeddings.word") || name.hasPrefix("embeddings.position")
            let isMatrix =
                ["encoder.", "tagger.layer."].contains { name.hasPrefix($0) } && shape.count == 2
            tensors.append(
                NamedTensor(
                    name: name, shape: shape, values: values, quantized: quantized && (isTable || isMatrix)))
        }
        func linear(_ name: String, _ inputs: Int, _ outputs: Int) {
            add("\(name).weight", [outputs, inputs])
            add("\(name).bias", [outputs])
        }
        func norm(_ name: String) {
            add("\(name).weight", [shape.width], around: 1)
            add("\(name).bias", [shape.width])
        }
        let (width, pooling, hidden) = (shape.width, 8, 8)
        add("embeddings.word_embeddings.weight", [shape.vocabulary, width])
        add("embeddings.position_embeddings.weight", [shape.positions, width])
        add("embeddings.token_type_embeddings.weight", [2, width])
        norm("embeddings.LayerNorm")
        func encoderLayer(_ layer: String) {
            for part in ["query", "key", "value"] { linear("\(layer).attention.self.\(part)", width, width) }
            linear("\(layer).attention.output.dense", width, width)
            norm("\(layer).attention.output.LayerNorm")
            linear("\(layer).intermediate.dense", width, shape.intermediate)
            linear("\(layer).output.dense", shape.intermediate, width)
            norm("\(layer).output.LayerNorm")
        }
        for layer in 0..<shape.layers { encoderLayer("encoder.layer.\(layer)") }
        for prefix in exit == nil ? [""] : ["", "exit."] {
            for name in ["\(prefix)pooling", "\(prefix)entity.pooling"] {
                linear("\(name).project", width, pooling)
                add("\(name).query", [pooling])
            }
            add("\(prefix)entity.pooling.entity.weight", [pooling, width])
            for head in usualHeads + further {
                linear("\(prefix)head.\(head.name).expand", head.scope == .entity ? 2 * width : width, hidden)
                linear("\(prefix)head.\(head.name).output", hidden, head.labels.count)
            }
        }
        if exit != nil { linear("exit.embedding", width, width) }
        func judge(_ prefix: String, layers: Int, width: Int, types: Int) {
            linear("\(prefix)expand", layers * shape.width, width)
            linear("\(prefix)output", width, 1 + types)
        }
        if let risk {
            judge(TensorName.risk, layers: risk.layers.count, width: risk.width, types: risk.types.count)
            if let own = risk.sufferer {
                linear("\(TensorName.sufferer)expand", 2 * shape.width, own)
                linear("\(TensorName.sufferer)output", own, 1)
            }
            if let exit = risk.exit {
                judge(
                    TensorName.exitRisk, layers: exit.layers.count, width: exit.width, types: risk.types.count
                )
            }
        }
        if let tagger {
            for layer in 0..<tagger.layers { encoderLayer("tagger.layer.\(layer)") }
            linear("tagger.output", width, tagger.labels.count)
            add("tagger.shapes", [tagger.shapes, width])
            add("tagger.shape.logits", [tagger.shapes, tagger.labels.count])
        }
        var header = WeightsHeader(
            name: "small", encoder: shape, poolingWidth: pooling, headWidth: hidden,
            heads: usualHeads + further)
        header.exit = exit
        header.risk = risk
        header.tagger = tagger
        return try WeightsFile.encode(header, tensors: tensors, vocabulary: vocabulary)
    }
}

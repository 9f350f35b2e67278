import Domain
import Glibc

// Tells names from other words, over the lower layers that all heads share:
//
//   x = the shared layers' state of a token + the vector of its word's shape
//   h = the tagger's own layers over x            logits = W h + b + the shape's own logits
//
// A word is judged by its first token. Whatever the other heads say stays as it is, bit for bit.

/// The tagger of a file of weights, but for the layers that it shares.
struct Tagger: Sendable {
    /// The tagger's own layers on either path.
    let path: EncoderPath
    let sharedLayers: Int
    let layers: Int
    let scheme: TagScheme
    /// A vector for each shape of a word.
    private let shapes: Matrix
    private let output: Linear
    /// The logits that a shape adds.
    private let shapeLogits: Matrix

    /// - Throws: `WeightsError` when a tensor is missing or of another shape, or the header asks for what
    ///   cannot be.
    init(_ spec: TaggerSpec, from weights: WeightsFile, quantized: Bool) throws(WeightsError) {
        let shape = weights.header.encoder
        guard spec.problem(shape) == nil, let scheme = TagScheme(labels: spec.labels) else {
            throw .badHeader(path: weights.path, reason: spec.problem(shape) ?? "the tagger")
        }
        self.scheme = scheme
        sharedLayers = spec.sharedLayers
        layers = spec.layers
        let own = shape.withLayers(spec.layers)
        if quantized, let encoder = try QuantizedEncoder(layersOf: weights, TensorName.tagger, shape: own) {
            path = .int8(encoder)
        } else {
            path = .fp32(try ReferenceEncoder(layersOf: weights, TensorName.tagger, shape: own))
        }
        func matrix(_ name: String, _ columns: Int) throws(WeightsError) -> Matrix {
            Matrix(
                rows: spec.shapes, columns: columns,
                values: try weights.tensor(TensorName.tagger + name, shape: [spec.shapes, columns]))
        }
        shapes = try matrix("shapes", shape.width)
        shapeLogits = try matrix("shape.logits", spec.labels.count)
        output = try Linear(
            weights, "\(TensorName.tagger)output", inputs: shape.width, outputs: spec.labels.count)
    }

    /// What the tagger's own layers begin with, from the states of the shared ones.
    func inputs(_ states: Matrix, _ rows: TagRows) -> Matrix {
        var x = states
        for (row, shape) in rows.shapes.enumerated() {
            for column in 0..<x.columns {
                x.values[row * x.columns + column] += shapes.values[shape * shapes.columns + column]
            }
        }
        return x
    }

    /// The tags of each text's words, from the states behind the tagger's own layers.
    func tags(_ hidden: Matrix, _ rows: TagRows, _ texts: [TagText]) -> [[TaggedWord]] {
        let judged = rows.words.flatMap { $0.compactMap(\.self) }
        let states = Matrix(
            rows: judged.count, columns: hidden.columns, values: judged.flatMap { hidden.row($0) })
        var logits = output(states)
        let width = logits.columns
        for (place, row) in judged.enumerated() {
            for label in 0..<width {
                logits.values[place * width + label] +=
                    shapeLogits.values[rows.shapes[row] * width + label]
            }
        }
        return scheme.tags(logits, rows.words, texts)
    }
}

/// What a tagger says of one word.
package struct TaggedWord: Sendable, Equatable {
    /// The place of the tag among the tagger's labels.
    package let tag: Int
    /// The tag's probability, seen by itself.
    package let probability: Float
}

extension TagScheme {
    /// The most probable tags of each text's words.
    ///
    /// - Parameters:
    ///   - logits: A row a word that is judged, in order.
    ///   - words: Of each text, nil for a word that is not judged: it is certainly no entity.
    package func tags(_ logits: Matrix, _ words: [[Int?]], _ texts: [TagText]) -> [[TaggedWord]] {
        let certainlyOutside = labels.map { $0 == Self.outside ? Float(0) : -100 }
        var next = 0
        return zip(words, texts).map { words, text in
            let own = words.map { row -> [Float] in
                guard row != nil else { return certainlyOutside }
                next += 1
                return logSoftmax(logits.row(next - 1))
            }
            let tags = best(own, beginsSentence: text.beginsSentence)
            return zip(tags, own).map { TaggedWord(tag: $0, probability: expf($1[$0])) }
        }
    }
}

/// ln softmax.
func logSoftmax(_ logits: [Float]) -> [Float] {
    let largest = logits.max() ?? 0
    let sum = logits.reduce(Float(0)) { $0 + expf($1 - largest) }
    return logits.map { $0 - largest - logf(sum) }
}

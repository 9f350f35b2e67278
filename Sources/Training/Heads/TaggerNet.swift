import Classification
import Domain

// The tagger in training: x = s + V[shape], h = its own layers over x, logits = W h + b + U[shape], with s
// the states of the layers that it shares, which stay as they are.

/// The parameters of a tagger, or their gradients.
struct TaggerNet: ParameterSet, Equatable {
    /// V, a row a shape.
    var shapes: Matrix
    var layers: [LayerParameters]
    var output: LinearParameters
    /// U, a row a shape.
    var shapeLogits: Matrix

    mutating func forEach(with other: TaggerNet, _ visit: ParameterVisit) {
        let head = ParameterRole(depth: nil, decays: false)
        visit(head, &shapes.values, other.shapes.values)
        for index in layers.indices { layers[index].forEach(with: other.layers[index], depth: index, visit) }
        output.forEach(with: other.output, depth: nil, visit)
        visit(head, &shapeLogits.values, other.shapeLogits.values)
    }
}

/// Texts as a tagger in training sees them.
struct TaggerBatch {
    /// The states of the shared layers, a row a token.
    let states: Matrix
    /// Bounds of the texts among the rows.
    let offsets: [Int]
    /// The shape of each token's word.
    let shapes: [Int]
    /// The rows of the words that are judged, and the tag of each.
    let rows: [Int]
    let tags: [Int]
}

/// What one pass over a batch is to do.
struct TaggerPass {
    let heads: Int
    var dropout: Float = 0
    var seed: UInt64 = 0
    /// The share of the probability that is spread over all tags.
    var smoothing: Float = 0
}

extension TaggerNet {
    /// A tagger over layers, whose other parameters are drawn at random.
    init(layers: [LayerParameters], labels: Int, random: inout SplitMix64) {
        let width = layers[0].attentionOutput.bias.count
        shapes = Matrix(rows: CaseShape.count + 1, columns: width)
        for index in shapes.values.indices { shapes.values[index] = random.uniform(limit: 0.02) }
        self.layers = layers
        output = .random(width, labels, &random)
        shapeLogits = Matrix(rows: CaseShape.count + 1, columns: labels)
    }

    /// The logits of the words that are judged, a row a word.
    func logits(_ batch: TaggerBatch, heads: Int, _ compute: Compute) -> Matrix {
        forward(batch, nil, TaggerPass(heads: heads), compute).logits
    }

    private struct Trace {
        var layers: [(trace: LayerTrace, context: LayerContext)] = []
        var judged = Matrix(rows: 0, columns: 0)
    }

    private func forward(
        _ batch: TaggerBatch, _ perturbation: Matrix?, _ pass: TaggerPass, _ compute: Compute
    ) -> (logits: Matrix, trace: Trace) {
        var x = batch.states
        for (row, shape) in batch.shapes.enumerated() { addRow(shape, of: shapes, toRow: row, of: &x) }
        if let perturbation { compute.add(perturbation.values, to: &x.values) }
        compute.dropout(&x, rate: pass.dropout, seed: pass.seed)
        var trace = Trace()
        for (index, layer) in layers.enumerated() {
            let context = LayerContext(
                offsets: batch.offsets, heads: pass.heads, dropout: pass.dropout,
                seed: pass.seed &+ UInt64(2 * index + 2))
            let (output, own) = layer.forward(x, context, compute)
            x = output
            trace.layers.append((own, context))
        }
        trace.judged = x.selecting(batch.rows)
        compute.dropout(&trace.judged, rate: pass.dropout, seed: ~pass.seed)
        var logits = compute(output, trace.judged)
        for (place, row) in batch.rows.enumerated() {
            addRow(batch.shapes[row], of: shapeLogits, toRow: place, of: &logits)
        }
        return (logits, trace)
    }

    /// The mean cross-entropy of the words that are judged, with its gradients.
    ///
    /// - Parameter perturbation: Added to what the own layers begin with, a row a token.
    /// - Returns: The loss, the gradients of the parameters, and that of what the own layers begin with.
    func lossAndGradients(
        _ batch: TaggerBatch, perturbation: Matrix? = nil, _ pass: TaggerPass, _ compute: Compute
    ) -> (loss: Float, gradients: TaggerNet, inputs: Matrix) {
        let (logits, trace) = forward(batch, perturbation, pass, compute)
        let (loss, logitGradient) = crossEntropy(
            softmaxOfRows(logits), batch.targets(labels: logits.columns, smoothing: pass.smoothing),
            count: max(batch.rows.count, 1))
        var gradients = self
        gradients.output = compute.backward(output, input: trace.judged, gradient: logitGradient)
        gradients.shapeLogits = Matrix(rows: shapeLogits.rows, columns: shapeLogits.columns)
        var judged = compute.product(logitGradient, output.weight)
        compute.dropout(&judged, rate: pass.dropout, seed: ~pass.seed)
        var gradient = Matrix(rows: batch.states.rows, columns: batch.states.columns)
        for (place, row) in batch.rows.enumerated() {
            addRow(place, of: logitGradient, toRow: batch.shapes[row], of: &gradients.shapeLogits)
            addRow(place, of: judged, toRow: row, of: &gradient)
        }
        for index in layers.indices.reversed() {
            let (parameters, input) = layers[index].backward(
                gradient, trace.layers[index].trace, trace.layers[index].context, compute)
            gradients.layers[index] = parameters
            gradient = input
        }
        compute.dropout(&gradient, rate: pass.dropout, seed: pass.seed)
        gradients.shapes = Matrix(rows: shapes.rows, columns: shapes.columns)
        for (row, shape) in batch.shapes.enumerated() {
            addRow(row, of: gradient, toRow: shape, of: &gradients.shapes)
        }
        return (loss, gradients, gradient)
    }
}

extension TaggerBatch {
    fileprivate func targets(labels: Int, smoothing: Float) -> [Target] {
        let rest = smoothing / Float(labels)
        return tags.map { tag in
            var target = [Float](repeating: rest, count: labels)
            target[tag] += 1 - smoothing
            return target
        }
    }
}

import Domain
import Kernels

/// Room for the activations of one pass through the quantized encoder; grows, never shrinks.
// @safe: the pointers are used only inside this room, in ranges that `reserve` has made.
@safe
final class Workspace {
    /// The hidden states, rows × width.
    let hidden = Buffer<Float>()
    /// Query, key and value side by side, rows × 3 width.
    let queryKeyValue = Buffer<Float>()
    /// What attention or the feed-forward net adds, rows × width.
    let update = Buffer<Float>()
    /// The feed-forward net between its products, rows × intermediate.
    let expanded = Buffer<Float>()
    /// Quantized activations and their scales.
    let bytes = Buffer<UInt8>()
    let scales = Buffer<Float>()
    /// The mean states of the texts that a stage asks for, a text a row.
    let means = Buffer<Float>()
    /// Scratch of attention, a part a thread.
    let scratch = Buffer<Float>()
    private(set) var scratchSize = 0

    func reserve(rows: Int, shape: EncoderShape, longest: Int, members: Int) {
        hidden.reserve(rows * shape.width)
        queryKeyValue.reserve(rows * 3 * shape.width)
        update.reserve(rows * shape.width)
        expanded.reserve(rows * shape.intermediate)
        bytes.reserve(rows * kernels_int8_stride(max(shape.width, shape.intermediate)))
        scales.reserve(rows)
        scratchSize = kernels_int8_attention_scratch(longest, shape.width / shape.heads)
        scratch.reserve(scratchSize * members)
    }
}

/// What a stage of the encoder leaves of some texts.
struct EncodedTexts: Sendable {
    /// The state of each token, a row a token.
    let hidden: Matrix
    /// The mean states of each text behind the layers that were asked for, side by side, a row a text.
    let means: Matrix
}

extension Workspace {
    /// - Parameter means: The mean states that are kept of each text.
    func reserve(
        for batch: TokenBatch, texts: Range<Int>, shape: EncoderShape, members: Int, means count: Int = 0
    ) {
        means.reserve(texts.count * count * shape.width)
        reserve(
            rows: batch.offsets[texts.upperBound] - batch.offsets[texts.lowerBound], shape: shape,
            longest: texts.lazy.map { batch.range(of: $0).count }.max() ?? 0, members: members)
    }

    /// What the pass that was run last left, copied.
    func encoded(of batch: TokenBatch, texts: Range<Int>, width: Int, means count: Int) -> EncodedTexts {
        let rows = batch.offsets[texts.upperBound] - batch.offsets[texts.lowerBound]
        // `hidden` was reserved for these rows, `means` for these texts.
        return unsafe EncodedTexts(
            hidden: copy(hidden.start, rows: rows, columns: width),
            means: copy(means.start, rows: texts.count, columns: count * width))
    }

    private func copy(_ start: UnsafeMutablePointer<Float>, rows: Int, columns: Int) -> Matrix {
        let values = unsafe Array(UnsafeBufferPointer(start: start, count: rows * columns))
        return Matrix(rows: rows, columns: columns, values: values)
    }
}

/// A workspace for each thread of a pool.
// Sendable: in a run of the pool, thread m alone touches workspace m, or all share the first one between
// barriers; the pool lets one run in at a time.
final class Workspaces: @unchecked Sendable {
    private let all: [Workspace]

    init(count: Int) { all = (0..<count).map { _ in Workspace() } }

    subscript(member: Int) -> Workspace { all[member] }
}

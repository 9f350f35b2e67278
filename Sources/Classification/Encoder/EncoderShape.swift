/// The sizes of an encoder.
public struct EncoderShape: Sendable, Equatable, Codable {
    /// Layers of attention and feed-forward net.
    public let layers: Int
    /// Numbers in a token's hidden state.
    public let width: Int
    /// Heads of the attention; the width is a multiple.
    public let heads: Int
    /// Width of the feed-forward layer between its two products.
    public let intermediate: Int
    /// Tokens that there are.
    public let vocabulary: Int
    /// The longest text in tokens, the frame included.
    public let positions: Int

    /// The sizes of an encoder, each at least 1.
    public init(layers: Int, width: Int, heads: Int, intermediate: Int, vocabulary: Int, positions: Int) {
        self.layers = layers
        self.width = width
        self.heads = heads
        self.intermediate = intermediate
        self.vocabulary = vocabulary
        self.positions = positions
    }

    /// The sizes of all-MiniLM-L6-v2, after Wang and others 2020.
    public static let miniLM = EncoderShape(
        layers: 6, width: 384, heads: 12, intermediate: 1536, vocabulary: 30522, positions: 512)

    /// The same sizes with fewer layers.
    package func cut(to layers: Int) -> EncoderShape {
        withLayers(min(layers, self.layers))
    }

    /// The same sizes with another number of layers.
    func withLayers(_ layers: Int) -> EncoderShape {
        EncoderShape(
            layers: layers, width: width, heads: heads, intermediate: intermediate, vocabulary: vocabulary,
            positions: positions)
    }

    /// Whether the sizes can be those of an encoder.
    var isValid: Bool {
        [layers, width, heads, intermediate, vocabulary, positions].allSatisfy { (1...1 << 20).contains($0) }
            && layers <= 64 && width % heads == 0
    }
}

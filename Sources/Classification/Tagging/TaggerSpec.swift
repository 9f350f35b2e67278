/// A tagger as the header of a file of weights describes it.
public struct TaggerSpec: Sendable, Equatable, Codable {
    /// Its tags, in the order of its outputs: `O`, and `B-` and `I-` of each type of entity.
    public let labels: [String]
    /// Layers of the encoder that it shares with all other heads, which stay as they are.
    public let sharedLayers: Int
    /// Layers of its own above them, of the encoder's sizes.
    public let layers: Int
    /// Shapes of words that it knows, with that of the frame.
    public let shapes: Int

    /// A tagger of all shapes that there are.
    public init(labels: [String], sharedLayers: Int, layers: Int) {
        self.labels = labels
        self.sharedLayers = sharedLayers
        self.layers = layers
        shapes = CaseShape.count + 1
    }

    /// Why an encoder cannot have the tagger; nil when it can.
    package func problem(_ encoder: EncoderShape) -> String? {
        guard TagScheme(labels: labels) != nil else { return "the tags of the tagger" }
        guard (1...encoder.layers).contains(sharedLayers), (1...64).contains(layers) else {
            return "the layers of the tagger"
        }
        return shapes == CaseShape.count + 1 ? nil : "the shapes of words of the tagger"
    }
}

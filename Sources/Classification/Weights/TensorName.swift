/// The names of the tensors around the encoder's in a file of weights.
public enum TensorName {
    /// The vectors of the words.
    public static let words = "embeddings.word_embeddings.weight"

    /// Before the names of the pooling of texts.
    public static let pooling = "pooling"
    /// Before the names of the pooling about an entity.
    public static let entityPooling = "entity.pooling"

    /// Before the names of what is over the layer after which confident texts leave.
    public static let exit = "exit."
    /// From the exit's pooled vectors to those of the last layer.
    public static let exitEmbedding = "exit.embedding"

    /// Before the names of the risk head.
    public static let risk = "risk."
    /// Before the names of the judge that says which entity suffers an adverse event.
    public static let sufferer = "risk.sufferer."
    /// Before the names of the risk head over the layer after which confident texts leave.
    public static let exitRisk = "risk.exit."

    /// Before the names of the tagger and its own layers.
    public static let tagger = "tagger."

    /// Before the names of a head.
    public static func head(_ head: String) -> String { "head.\(head)" }
}

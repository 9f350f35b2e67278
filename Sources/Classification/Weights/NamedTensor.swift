/// A tensor to be written.
public struct NamedTensor: Sendable {
    /// As `TensorName` and the encoder call it.
    public let name: String
    /// Rows and columns, or the length.
    public let shape: [Int]
    /// Row-major.
    public let values: [Float]
    /// Whether to store one signed byte an element with a scale a row; for two-dimensional tensors.
    public let quantized: Bool
    /// The scale of each row of a matrix that was quantized before; nil to find them.
    public let scales: [Float]?

    /// A tensor of as many values as the shape says; only a matrix may be quantized.
    public init(
        name: String, shape: [Int], values: [Float], quantized: Bool = false, scales: [Float]? = nil
    ) {
        precondition(values.count == shape.reduce(1, *) && (!quantized || shape.count == 2))
        precondition(scales.map { quantized && $0.count == shape[0] } ?? true)
        self.name = name
        self.shape = shape
        self.values = values
        self.quantized = quantized
        self.scales = scales
    }
}

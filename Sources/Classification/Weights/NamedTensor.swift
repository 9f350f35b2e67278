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
    /// The scale of each row of a matrix that was quantized before, or of each group of four-bit elements;
    /// nil to find them.
    public let scales: [Float]?
    /// Bits of each element of a quantized matrix: 8 or 4.
    public let bits: Int

    /// A tensor of as many values as the shape says; only a matrix may be quantized, and only one whose rows
    /// are whole groups to four bits.
    public init(
        name: String, shape: [Int], values: [Float], quantized: Bool = false, scales: [Float]? = nil,
        bits: Int = 8
    ) {
        precondition(values.count == shape.reduce(1, *) && (!quantized || shape.count == 2))
        precondition(bits == 8 || bits == 4 && quantized && shape[1].isMultiple(of: Int4.group))
        let groups = bits == 4 ? values.count / Int4.group : shape[0]
        precondition(scales.map { quantized && $0.count == groups } ?? true)
        self.bits = bits
        self.name = name
        self.shape = shape
        self.values = values
        self.quantized = quantized
        self.scales = scales
    }
}

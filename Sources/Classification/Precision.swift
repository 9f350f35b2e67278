/// How the encoder's products are computed.
public enum Precision: String, Sendable, CaseIterable {
    /// Int8 weights and activations with exact sums: the fast path.
    case int8
    /// Products in fp32: the reference path.
    case fp32
}

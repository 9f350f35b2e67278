/// Layers of an encoder on either path.
enum EncoderPath: Sendable {
    case int8(QuantizedEncoder)
    case fp32(ReferenceEncoder)
}

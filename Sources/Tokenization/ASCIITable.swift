/// What the BERT normalizer and pre-tokenizer do with one ASCII character.
enum ASCIIAction: Equatable {
    /// Stands for this byte, a letter in lower case.
    case keep(UInt8)
    case remove
    /// Separates words.
    case space
    /// Is a word of its own.
    case isolate
}

/// The part of `CodePointTable` that nearly all text needs, without its tables; the tests hold them against
/// each other.
enum ASCIITable {
    @inline(__always)
    static func action(of byte: UInt8) -> ASCIIAction {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): .keep(byte)
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): .keep(byte | 0x20)
        case 0x09, 0x0A, 0x0D, 0x20: .space
        case 0x00..<0x20, 0x7F: .remove
        default: .isolate
        }
    }
}

/// A WordPiece vocabulary: token `i` is line `i` of a BERT `vocab.txt`.
///
/// Keys are bytes, not strings: Swift compares strings by canonical equivalence, the reference does not.
public struct Vocabulary: Sendable {
    /// The tokens in id order, as written (`##` marks a continuation).
    public let tokens: [String]
    let unknown: Int32
    let classify: Int32
    let separator: Int32
    /// Tokens that the reference finds in raw text before anything else, with their ids.
    let special: [(text: [Unicode.Scalar], id: Int32)]

    /// Open addressing over token hashes; -1 marks a free slot.
    private let slots: [Int32]
    private let hashes: [UInt64]

    /// - Throws: `VocabularyError` when a token that BERT needs is missing.
    public init(tokens: [String]) throws(VocabularyError) {
        self.tokens = tokens
        func id(_ token: String) throws(VocabularyError) -> Int32 {
            guard let index = tokens.firstIndex(of: token) else { throw .missingToken(token) }
            return Int32(index)
        }
        unknown = try id("[UNK]")
        classify = try id("[CLS]")
        separator = try id("[SEP]")
        var found: [(text: [Unicode.Scalar], id: Int32)] = []
        for token in ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] {
            found.append((Array(token.unicodeScalars), try id(token)))
        }
        special = found
        hashes = tokens.map { TokenHash(of: $0.utf8).value }
        var slots = [Int32](repeating: -1, count: tokens.count.nextPowerOfTwo * 2)
        for (index, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(index)
        }
        self.slots = slots
    }

    /// Reads the text of a `vocab.txt`.
    public init(text: String) throws(VocabularyError) {
        try self.init(
            tokens: text.split(separator: "\n", omittingEmptySubsequences: true).map {
                $0.hasSuffix("\r") ? String($0.dropLast()) : String($0)
            })
    }

    /// The id of the token with this hash, nil if there is none.
    ///
    /// Hashes of 64 bits stand for their tokens: among 30,522 of them a clash has a chance of 3 in 10¹¹, and the
    /// tests show that this vocabulary has none.
    func id(of hash: TokenHash) -> Int32? {
        var slot = Int(truncatingIfNeeded: hash.value) & (slots.count - 1)
        while slots[slot] >= 0 {
            if hashes[Int(slots[slot])] == hash.value { return slots[slot] }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }
}

public enum VocabularyError: Error, Equatable, CustomStringConvertible {
    case missingToken(String)

    public var description: String {
        switch self {
        case .missingToken(let token):
            "the vocabulary has no token \(token); a BERT vocabulary (vocab.txt) is needed"
        }
    }
}

/// FNV-1a, extended byte by byte, so that all prefixes of a word are hashed in one pass.
struct TokenHash: Equatable {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    init(of bytes: some Sequence<UInt8>) {
        for byte in bytes { append(byte) }
    }

    mutating func append(_ byte: UInt8) {
        value = (value ^ UInt64(byte)) &* 0x100_0000_01b3
    }
}

extension Int {
    fileprivate var nextPowerOfTwo: Int {
        self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount)
    }
}

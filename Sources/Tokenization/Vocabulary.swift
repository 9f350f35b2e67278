/// A WordPiece vocabulary: token `i` is line `i` of a BERT `vocab.txt`.
///
/// Keys are bytes, not strings: Swift compares strings by canonical equivalence, the reference does not.
public struct Vocabulary: Sendable {
    /// Words of more code points than this are unknown, as in the reference.
    static let longestWord = 100

    let unknown: Int32
    let classify: Int32
    let separator: Int32
    /// The file's bytes, and where each token is in them.
    private let bytes: [UInt8]
    private let lines: [Range<Int32>]
    /// Tokens that the reference finds in raw text before anything else.
    private let special: [Int32]
    /// Bytes of the longest token.
    private let longest: Int
    /// Open addressing over token hashes; 0 marks a free slot.
    private let hashes: [UInt64]
    private let ids: [Int32]

    /// Reads the bytes of a `vocab.txt`.
    /// - Throws: `VocabularyError` when a token that BERT needs is missing.
    public init(text bytes: [UInt8]) throws(VocabularyError) {
        self.bytes = bytes
        let lines = Self.lines(of: bytes)
        self.lines = lines
        longest = lines.map(\.count).max() ?? 0
        var table = HashTable(capacity: lines.count)
        for (id, line) in lines.enumerated() {
            var hash = TokenHash()
            for place in line { hash.append(bytes[Int(place)]) }
            table.insert(hash, Int32(id))
        }
        hashes = table.hashes
        ids = table.ids
        func id(_ token: String) throws(VocabularyError) -> Int32 {
            guard let id = table.id(of: TokenHash(of: token.utf8)) else { throw .missingToken(token) }
            return id
        }
        unknown = try id("[UNK]")
        classify = try id("[CLS]")
        separator = try id("[SEP]")
        special = [try id("[PAD]"), unknown, classify, separator, try id("[MASK]")]
    }

    /// Reads the text of a `vocab.txt`.
    public init(text: String) throws(VocabularyError) {
        try self.init(text: Array(text.utf8))
    }

    /// - Throws: `VocabularyError` when a token that BERT needs is missing.
    public init(tokens: [String]) throws(VocabularyError) {
        try self.init(text: tokens.joined(separator: "\n"))
    }

    /// How many tokens there are.
    public var count: Int { lines.count }

    /// A token as written (`##` marks a continuation).
    public func token(_ id: Int32) -> String {
        let line = lines[Int(id)]
        return String(decoding: bytes[Int(line.lowerBound)..<Int(line.upperBound)], as: UTF8.self)
    }

    /// Bounds of the lines, without line ends; empty lines are none.
    private static func lines(of bytes: [UInt8]) -> [Range<Int32>] {
        var lines: [Range<Int32>] = []
        lines.reserveCapacity(bytes.count / 7)
        var start = 0
        for end in 0...bytes.count where end == bytes.count || bytes[end] == UInt8(ascii: "\n") {
            let isReturn = end > start && bytes[end - 1] == UInt8(ascii: "\r")
            let last = isReturn ? end - 1 : end
            if last > start { lines.append(Int32(start)..<Int32(last)) }
            start = end + 1
        }
        return lines
    }

    /// The id of the token with this hash, nil if there is none.
    ///
    /// 64-bit hashes represent their tokens: among 30,522 of them a clash has a chance of 3 in 10¹¹, and
    /// the tests show that this vocabulary has none.
    func id(of hash: TokenHash) -> Int32? { HashTable.id(of: hash, hashes: hashes, ids: ids) }

    /// The longest token that a word's bytes from `start` on begin with, and where it ends.
    ///
    /// Tokens are whole code points, so that no match ends inside one.
    func longestPiece(of word: Span<UInt8>, from start: Int) -> (id: Int32, end: Int)? {
        var hash = start == 0 ? TokenHash() : TokenHash.continuation
        var found: (id: Int32, end: Int)?
        for end in start..<min(word.count, start + longest) {
            hash.append(word[end])
            if let id = id(of: hash) { found = (id, end + 1) }
        }
        return found
    }

    /// The special token that the text has at `index`.
    func special(in text: Span<UInt8>, at index: Int) -> (id: Int32, length: Int)? {
        for id in special {
            let line = lines[Int(id)]
            guard index + line.count <= text.count else { continue }
            if line.indices.allSatisfy({ text[index + Int($0 - line.lowerBound)] == bytes[Int($0)] }) {
                return (id, line.count)
            }
        }
        return nil
    }
}

/// Why a vocabulary cannot be used.
public enum VocabularyError: Error, Equatable, CustomStringConvertible {
    case missingToken(String)

    /// What the vocabulary lacks or has twice.
    public var description: String {
        switch self {
        case .missingToken(let token):
            "the vocabulary has no token \(token); a BERT vocabulary (vocab.txt) is needed"
        }
    }
}

/// FNV-1a, extended byte by byte, so that all prefixes of a word are hashed in one pass.
struct TokenHash: Equatable {
    /// Of `##`, which tokens that continue a word begin with.
    static let continuation = TokenHash(of: "##".utf8)

    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    init() {}

    init(of bytes: some Sequence<UInt8>) {
        for byte in bytes { append(byte) }
    }

    mutating func append(_ byte: UInt8) {
        value = (value ^ UInt64(byte)) &* 0x100_0000_01b3
    }
}

/// Ids by hash, linear probing, at most half full.
private struct HashTable {
    private(set) var hashes: [UInt64]
    private(set) var ids: [Int32]

    init(capacity: Int) {
        let size = 1 << (Int.bitWidth - max(capacity, 1).leadingZeroBitCount + 1)
        hashes = [UInt64](repeating: 0, count: size)
        ids = [Int32](repeating: 0, count: size)
    }

    /// Of equal tokens the first keeps its id.
    mutating func insert(_ hash: TokenHash, _ id: Int32) {
        var slot = Int(truncatingIfNeeded: hash.value) & (hashes.count - 1)
        while hashes[slot] != 0 {
            if hashes[slot] == hash.value { return }
            slot = (slot + 1) & (hashes.count - 1)
        }
        hashes[slot] = hash.value
        ids[slot] = id
    }

    func id(of hash: TokenHash) -> Int32? { Self.id(of: hash, hashes: hashes, ids: ids) }

    @inline(__always)
    static func id(of hash: TokenHash, hashes: [UInt64], ids: [Int32]) -> Int32? {
        var slot = Int(truncatingIfNeeded: hash.value) & (hashes.count - 1)
        while hashes[slot] != 0 {
            if hashes[slot] == hash.value { return ids[slot] }
            slot = (slot + 1) & (hashes.count - 1)
        }
        return nil
    }
}

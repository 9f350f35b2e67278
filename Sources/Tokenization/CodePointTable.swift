/// What the BERT normalizer and pre-tokenizer do with one code point.
enum CodePointAction: Equatable {
    /// Stands for itself.
    case keep
    case remove
    /// Separates words.
    case space
    /// Is a word of its own.
    case isolate
    /// Becomes other code points, none of which is mapped again.
    case map([Unicode.Scalar])
}

/// The actions of all code points, looked up in two steps: a page of 256, then the code point in it.
struct CodePointTable: Sendable {
    static let shared = CodePointTable()

    private static let keep: UInt16 = 0
    private static let remove: UInt16 = 1
    private static let space: UInt16 = 2
    private static let isolate: UInt16 = 3
    private static let firstMapping: UInt16 = 4

    private var pageOf = [UInt16](repeating: 0, count: 0x110000 / 256)
    private var pages = [[UInt16](repeating: keep, count: 256)]
    private var mappings: [[Unicode.Scalar]] = []

    private init() {
        for (text, code) in [
            (UnicodeTables.removed, Self.remove), (UnicodeTables.spaces, Self.space),
            (UnicodeTables.isolated, Self.isolate),
        ] {
            for range in text.split(separator: " ") {
                let bounds = range.split(separator: "-").compactMap { UInt32($0, radix: 16) }
                for point in bounds[0]...bounds[bounds.count - 1] { set(point, code) }
            }
        }
        for entry in UnicodeTables.mapped.split(separator: " ") {
            let sides = entry.split(separator: "=")
            guard let point = UInt32(sides[0], radix: 16) else { continue }
            set(point, Self.firstMapping + UInt16(mappings.count))
            mappings.append(
                sides[1].split(separator: "+").compactMap {
                    UInt32($0, radix: 16).flatMap(Unicode.Scalar.init)
                })
        }
    }

    private mutating func set(_ point: UInt32, _ code: UInt16) {
        let page = Int(point >> 8)
        if pageOf[page] == 0 {
            pageOf[page] = UInt16(pages.count)
            pages.append([UInt16](repeating: Self.keep, count: 256))
        }
        pages[Int(pageOf[page])][Int(point & 255)] = code
    }

    func action(of scalar: Unicode.Scalar) -> CodePointAction {
        let code = pages[Int(pageOf[Int(scalar.value >> 8)])][Int(scalar.value & 255)]
        switch code {
        case Self.keep: return hangulParts(of: scalar).map(CodePointAction.map) ?? .keep
        case Self.remove: return .remove
        case Self.space: return .space
        case Self.isolate: return .isolate
        default: return .map(mappings[Int(code - Self.firstMapping)])
        }
    }

    /// The canonical decomposition of a Hangul syllable (Unicode Standard, 3.12); nil for anything else.
    private func hangulParts(of scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
        guard (0xAC00...0xD7A3).contains(scalar.value) else { return nil }
        let index = scalar.value - 0xAC00
        let trail = index % 28
        let parts = [0x1100 + index / 588, 0x1161 + index % 588 / 28] + (trail > 0 ? [0x11A7 + trail] : [])
        return parts.compactMap(Unicode.Scalar.init)
    }
}

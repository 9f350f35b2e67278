import Testing

@testable import Tokenization

@Suite struct ASCIITableTests {
    @Test func `The table for ASCII says what the table for all code points says`() {
        for byte in UInt8(0)..<128 {
            switch CodePointTable.shared.action(of: Unicode.Scalar(byte)) {
            case .keep: #expect(ASCIITable.action(of: byte) == .keep(byte))
            case .remove: #expect(ASCIITable.action(of: byte) == .remove)
            case .space: #expect(ASCIITable.action(of: byte) == .space)
            case .isolate: #expect(ASCIITable.action(of: byte) == .isolate)
            case .map(let scalars):
                #expect(scalars.count == 1)
                #expect(ASCIITable.action(of: byte) == .keep(UInt8(scalars[0].value)))
            }
        }
    }
}

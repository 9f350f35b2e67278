/// Whether two texts are the same in any case of their ASCII letters.
func isSameInAnyCase(_ a: some Collection<UInt8>, _ b: some Collection<UInt8>) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { $0 | 0x20 == $1 | 0x20 }
}

/// Where the first occurrence of a mark in a text ends; nil when it does not occur.
func end(of mark: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
    var index = text.startIndex
    while index + mark.count <= text.endIndex {
        if text[index] == mark[0], text[index...].starts(with: mark) { return index + mark.count }
        index += 1
    }
    return nil
}

/// Whether a byte is an ASCII letter or digit.
func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
}

/// Whether a byte is white space in XML.
func isBlank(_ byte: UInt8) -> Bool {
    [0x20, 0x09, 0x0A, 0x0D].contains(byte)
}

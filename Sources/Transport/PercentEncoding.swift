/// A text percent-encoded as a value of a query or a form (RFC 3986, 2.1).
public func percentEncoded(_ text: String) -> String {
    text.utf8.map { byte in
        let isPlain =
            (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte & 0xdf)
            || [0x2d, 0x2e, 0x5f, 0x7e].contains(byte)
        let digits = String(byte, radix: 16, uppercase: true)
        return isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + digits
    }.joined()
}

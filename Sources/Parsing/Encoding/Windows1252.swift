// Bytes from 0x80 to 0x9F are control characters in ISO 8859-1 and Unicode, and letters and quotes in
// windows-1252. Nobody means the controls.

/// What a number from 0x80 to 0x9F is in windows-1252.
func windows1252(_ number: UInt32) -> UInt32 {
    let table: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152,
        0x8D, 0x17D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122,
        0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178,
    ]
    return table[Int(number - 0x80)]
}

/// The text that bytes are in windows-1252; every byte is something there.
public func textOfWindows1252(_ bytes: some Sequence<UInt8>) -> String {
    var text = String.UnicodeScalarView()
    for byte in bytes {
        let number = (0x80...0x9F).contains(byte) ? windows1252(UInt32(byte)) : UInt32(byte)
        text.append(Unicode.Scalar(number) ?? Unicode.Scalar(byte))
    }
    return String(text)
}

/// The C1 controls as the characters of windows-1252 that they were meant to be: nobody means the controls.
func withoutC1(_ text: [UInt8]) -> [UInt8] {
    let pairs = zip(text, text.dropFirst())
    guard pairs.contains(where: { $0 == 0xC2 && (0x80...0x9F).contains($1) }) else { return text }
    let scalars = String(decoding: text, as: UTF8.self).unicodeScalars.map { scalar in
        (0x80...0x9F).contains(scalar.value) ? Unicode.Scalar(windows1252(scalar.value)) ?? scalar : scalar
    }
    return scalars.flatMap { Array(UTF8.encode($0) ?? .init()) }
}

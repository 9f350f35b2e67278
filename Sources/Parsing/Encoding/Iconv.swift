import Glibc

/// Bytes in another encoding as UTF-8, what cannot be read as U+FFFD; nil for an encoding that iconv does not
/// know.
func converted(_ bytes: [UInt8], from encoding: String) -> [UInt8]? {
    if encoding == "utf-8" { return isUTF8(bytes) ? bytes : nil }
    guard let descriptor = unsafe iconv_open("UTF-8", encoding), Int(bitPattern: descriptor) != -1
    else {
        return nil
    }
    defer { unsafe iconv_close(descriptor) }
    var input = bytes
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count * 2)
    var room = [UInt8](repeating: 0, count: 16384)
    // The pointers stay inside `input` and `room`, whose lengths iconv is told and counts down.
    unsafe input.withUnsafeMutableBytes { input in
        unsafe room.withUnsafeMutableBytes { room in
            var from = unsafe input.baseAddress?.assumingMemoryBound(to: CChar.self)
            var left = input.count
            while left > 0 {
                var to = unsafe room.baseAddress?.assumingMemoryBound(to: CChar.self)
                var free = room.count
                let status = unsafe iconv(descriptor, &from, &left, &to, &free)
                unsafe result.append(
                    contentsOf: UnsafeRawBufferPointer(rebasing: room[..<(room.count - free)]))
                guard status == -1, errno != E2BIG, left > 0 else { continue }
                result.append(contentsOf: "\u{FFFD}".utf8)
                unsafe from = from.map { unsafe $0 + 1 }
                left -= 1
            }
        }
    }
    return result
}

/// Whether bytes are valid UTF-8.
func isUTF8(_ bytes: [UInt8]) -> Bool {
    // A zero byte apart, validation costs one pass.
    unsafe bytes.withUnsafeBufferPointer { unsafe String(validating: $0, as: UTF8.self) != nil }
}

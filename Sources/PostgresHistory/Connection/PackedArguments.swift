/// Arguments in one piece of memory, as libpq wants them: texts end in NUL, bytes have a length.
struct PackedArguments {
    private var bytes: [CChar] = []
    /// Where each argument begins; nil for NULL.
    private var starts: [Int?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

    init(_ arguments: [Argument]) {
        for argument in arguments {
            starts.append(argument == .null ? nil : bytes.count)
            let start = bytes.count
            switch argument {
            case .text(let text): bytes.append(contentsOf: text.utf8.lazy.map(CChar.init(bitPattern:)))
            case .bytes(let data): bytes.append(contentsOf: data.lazy.map(CChar.init(bitPattern:)))
            case .null: break
            }
            lengths.append(Int32(bytes.count - start))
            if case .bytes = argument { formats.append(1) } else { formats.append(0) }
            bytes.append(0)
        }
    }

    /// Lends the three lists that libpq takes, for the duration of a call.
    func withPointers<Result>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) ->
            Result
    ) -> Result {
        // The buffers live for the closure, and every start is within the bytes.
        unsafe bytes.withUnsafeBufferPointer { bytes in
            var values: [UnsafePointer<CChar>?] = unsafe []
            for start in starts {
                guard let start, let base = bytes.baseAddress else {
                    unsafe values.append(nil)
                    continue
                }
                unsafe values.append(base + start)
            }
            return unsafe values.withUnsafeBufferPointer { values in
                unsafe lengths.withUnsafeBufferPointer { lengths in
                    unsafe formats.withUnsafeBufferPointer { formats in
                        unsafe body(values.baseAddress, lengths.baseAddress, formats.baseAddress)
                    }
                }
            }
        }
    }
}

/// Lends texts as a list of C strings that ends in null, for the duration of a call.
func withCStrings<Result>(
    _ texts: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result
) -> Result {
    var (bytes, starts): ([CChar], [Int]) = ([], [])
    for text in texts {
        starts.append(bytes.count)
        bytes.append(contentsOf: text.utf8.lazy.map(CChar.init(bitPattern:)))
        bytes.append(0)
    }
    // The buffers live for the closure, and every start is within the bytes.
    return unsafe bytes.withUnsafeBufferPointer { bytes in
        var list: [UnsafePointer<CChar>?] = unsafe []
        for start in starts { unsafe list.append(bytes.baseAddress.map { unsafe $0 + start }) }
        unsafe list.append(nil)
        return unsafe list.withUnsafeBufferPointer { unsafe body($0.baseAddress) }
    }
}

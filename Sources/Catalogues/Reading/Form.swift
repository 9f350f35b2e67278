import Domain

/// How a value is written in a file: what is read, what is refused, and how it is written back.
struct Form<Value: Sendable>: Sendable {
    /// What it takes, in words that can follow "must be": `a whole number from 1 to 256`.
    let words: String
    /// Nil after a mistake, which is noted.
    let read: @Sendable (Source, inout Findings) -> Value?
    let write: @Sendable (Value, Privacy) -> Written
    /// The keys of the section that it is, or of each in the list.
    var keys: @Sendable () -> [KeyDescription] = { [] }

    init(
        _ words: String, read: @escaping @Sendable (Source, inout Findings) -> Value?,
        write: @escaping @Sendable (Value, Privacy) -> Written
    ) {
        self.words = words
        self.read = read
        self.write = write
    }

    /// A form that is one scalar.
    ///
    /// - Parameters:
    ///   - more: What a mistake says after the words.
    ///   - parse: Nil for a text that is not such a value.
    static func scalar(
        _ words: String, _ more: String = "", write: @escaping @Sendable (Value) -> Written,
        parse: @escaping @Sendable (String) -> Value?
    ) -> Form {
        Form(words) { source, findings in
            guard let text = source.scalar(&findings) else { return nil }
            if let value = parse(text) { return value }
            source.refuse("\"\(text)\" must be \(words)\(more)", &findings)
            return nil
        } write: { value, _ in
            write(value)
        }
    }
}

extension Form<String> {
    /// Any text that is not empty.
    static let text = Form.scalar("a text", write: { .text($0) }, parse: { $0 })

    /// A path; a relative one counts from the file's folder.
    static let path = Form("a path") { source, findings in
        source.scalar(&findings).map(source.path)
    } write: { path, _ in
        .text(path)
    }

    /// A path, as above, or the address of a database on a server.
    static let place = Form("a path or an address") { source, findings in
        source.scalar(&findings).map { Configuration.isOnServer($0) ? $0 : source.path($0) }
    } write: { place, _ in
        .text(place)
    }

    /// A text that a rule allows.
    ///
    /// - Parameter words: `a domain in lower case`.
    static func text(
        _ words: String, _ more: String = "", where isAllowed: @escaping @Sendable (String) -> Bool
    ) -> Form {
        scalar(words, more, write: { .text($0) }, parse: { isAllowed($0) ? $0 : nil })
    }
}

extension Form<Int> {
    static func whole(_ range: ClosedRange<Int>) -> Form {
        scalar(
            "a whole number from \(range.lowerBound) to \(range.upperBound)", write: { .whole(Int64($0)) },
            parse: { Int($0).flatMap { range.contains($0) ? $0 : nil } })
    }
}

extension Form<Double> {
    static func number(_ range: ClosedRange<Double>) -> Form {
        let bounds = [range.lowerBound, range.upperBound].map { Written.number($0).yaml }
        return scalar(
            "a number from \(bounds[0]) to \(bounds[1])", write: { .number($0) },
            parse: { Double($0).flatMap { range.contains($0) ? $0 : nil } })
    }
}

extension Form<Bool> {
    static let flag = Form.scalar(
        "true or false", write: { .flag($0) }, parse: { ["true": true, "false": false][$0] })
}

extension Form<Duration> {
    static func duration(_ range: ClosedRange<Duration>) -> Form {
        scalar(
            "a time from \(range.lowerBound.text) to \(range.upperBound.text)", ", such as 30s, 5m, 2h or 1d",
            write: { .text($0.text) },
            parse: { Duration(text: $0).flatMap { range.contains($0) ? $0 : nil } })
    }
}

extension Form<Int64> {
    private static let sizes: [(name: String, bytes: Int64)] = [("GB", 1_000_000_000), ("MB", 1_000_000)]

    /// `500MB`, `20GB`: powers of ten, at least a megabyte.
    static let bytes = Form.scalar(
        "a size such as 500MB or 20GB",
        write: { bytes in
            let unit = sizes.first { bytes % $0.bytes == 0 } ?? ("", 1)
            return .text("\(bytes / unit.bytes)\(unit.name)")
        },
        parse: { text in
            guard let unit = sizes.first(where: { text.hasSuffix($0.name) }),
                let count = Int64(text.dropLast(unit.name.count)), (1...1_000_000).contains(count)
            else { return nil }
            return count * unit.bytes
        })
}

extension Form<Instant> {
    static let instant = Form.scalar(
        "a time in UTC", " such as 2026-03-05T09:00:00Z", write: { .text($0.rfc3339) },
        parse: { Instant(rfc3339: $0) })
}

extension Form where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One of a few words.
    static func choice(_ noun: String) -> Form {
        let names = Value.allCases.map(\.rawValue)
        return Form(names.joined(separator: ", ")) { source, findings in
            guard let text = source.scalar(&findings) else { return nil }
            if let value = Value(rawValue: text) { return value }
            findings.add(
                source.file, source.line,
                "unknown \(noun) \"\(text)\"\(Suggestion.nearestOrAll(text, names))")
            return nil
        } write: { value, _ in
            .text(value.rawValue)
        }
    }
}

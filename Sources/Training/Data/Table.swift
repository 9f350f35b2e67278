import FoundationEssentials

/// Some columns of a tab-separated file with a header.
struct Table: Sendable {
    struct Row: Sendable {
        /// From 1, the header being line 1.
        let line: Int
        let fields: [String]
    }

    let path: String
    /// All columns of the file, in its order.
    let header: [String]
    let rows: [Row]

    /// What some programs write before UTF-8.
    private static let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]

    /// Reads the wanted columns, in that order; nil when there is no such file.
    ///
    /// - Parameter optional: Columns that come last and are empty where the file has none of that name.
    static func read(
        _ path: String, columns: [String], optional: [String] = []
    ) throws(CorpusError) -> Table? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw .unreadable(path: path, reason: "\(error)")
        }
        // Split as bytes: a carriage return and a line feed are one Character, and so no separator.
        let content = data.starts(with: Self.byteOrderMark) ? data.dropFirst(Self.byteOrderMark.count) : data
        let lines = content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
            $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0
        }
        let split = { (line: Data.SubSequence) in
            line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map {
                String(decoding: $0, as: UTF8.self)
            }
        }
        let header = lines.first.map(split) ?? []
        var indices: [Int] = []
        for column in columns {
            guard let index = header.firstIndex(of: column) else {
                throw .missingColumn(path: path, column: column, have: header)
            }
            indices.append(index)
        }
        let optionalIndices = optional.map { header.firstIndex(of: $0) }
        var rows: [Row] = []
        for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
            let fields = split(line)
            guard fields.count == header.count else {
                throw .shortRow(path: path, line: index + 1, fields: fields.count, expected: header.count)
            }
            rows.append(
                Row(
                    line: index + 1,
                    fields: indices.map { fields[$0] } + optionalIndices.map { $0.map { fields[$0] } ?? "" }))
        }
        return Table(path: path, header: header, rows: rows)
    }
}

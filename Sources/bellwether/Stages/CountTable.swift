import Domain
import Parsing

/// A CSV of a series: where its header has the time and the value, and what a row says.
struct CountTable {
    struct Row {
        let time: Instant
        let value: Double
    }

    /// What stands for a value that is missing, in any case.
    private static let missing: Set<String> = ["", "nan", "na", "n/a", "null", "none", "\\n"]

    private let path: String
    private let columns: Int
    private let timeColumn: Int
    private let valueColumn: Int
    private var last: Instant?

    /// - Throws: `Failure.badData` when a column is missing.
    init(header: String, path: String, line: Int) throws {
        let names = Self.fields(header.hasPrefix("\u{FEFF}") ? String(header.dropFirst()) : header).map {
            $0.lowercased()
        }
        guard let timeColumn = names.firstIndex(of: "timestamp"),
            let valueColumn = names.firstIndex(of: "value")
        else {
            throw Failure.badData(
                "\(path):\(line): the header must have the columns timestamp and value; it has \(names.joined(separator: ", "))"
            )
        }
        self.path = path
        columns = names.count
        self.timeColumn = timeColumn
        self.valueColumn = valueColumn
    }

    /// What a row says; a value that is missing is 0.
    ///
    /// - Parameters:
    ///   - bytes: What was read, in which `range` is the row.
    ///   - line: Its number, from 1.
    /// - Throws: `Failure.badData` with the line, when it cannot be read or its time goes back.
    mutating func row(_ bytes: [UInt8], _ range: Range<Int>, line: Int) throws -> Row {
        let row = try plainRow(bytes, range, line) ?? quotedRow(bytes[range], line)
        if let last, row.time < last {
            throw Failure.badData(
                "\(path):\(line): the time \(row.time.rfc3339) is before that of the row above, \(last.rfc3339); sort the rows by time, in UTC"
            )
        }
        last = row.time
        return row
    }

    /// A row without quotes; nil for others.
    private func plainRow(_ bytes: [UInt8], _ range: Range<Int>, _ line: Int) throws -> Row? {
        let text = bytes.span
        var (time, value) = (range.lowerBound..<range.lowerBound, range.lowerBound..<range.lowerBound)
        var (column, start) = (0, range.lowerBound)
        for end in range.lowerBound...range.upperBound {
            if end < range.upperBound {
                if text[end] == UInt8(ascii: "\"") { return nil }
                guard text[end] == UInt8(ascii: ",") else { continue }
            }
            if column == timeColumn { time = start..<end }
            if column == valueColumn { value = start..<end }
            column += 1
            start = end + 1
        }
        guard column == columns else { throw wrongCount(column, line) }
        return Row(
            time: try plainTime(text.extracting(time)) ?? self.time(Self.trimmed(bytes[time]), line),
            value: try plainNumber(text.extracting(value)) ?? number(Self.trimmed(bytes[value]), line))
    }

    private func quotedRow(_ text: ArraySlice<UInt8>, _ line: Int) throws -> Row {
        let fields = Self.fields(String(decoding: text, as: UTF8.self))
        guard fields.count == columns else { throw wrongCount(fields.count, line) }
        return Row(time: try time(fields[timeColumn], line), value: try number(fields[valueColumn], line))
    }

    private func wrongCount(_ count: Int, _ line: Int) -> Failure {
        .badData("\(path):\(line): \(count) fields, \(columns) expected")
    }

    private func time(_ text: String, _ line: Int) throws -> Instant {
        guard let time = parseDate(text) else {
            throw Failure.badData("\(path):\(line): no timestamp: \(text)")
        }
        return time
    }

    private func number(_ text: String, _ line: Int) throws -> Double {
        if let number = Double(text), number.isFinite { return number }
        guard Self.missing.contains(text.lowercased()) else {
            throw Failure.badData("\(path):\(line): no number: \(text)")
        }
        return 0
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        let text = bytes.drop(while: isBlank)
        let end = text.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? text.startIndex
        return String(decoding: text[..<end], as: UTF8.self)
    }

    /// The fields of a row, without blanks around them, and without quotes behind or before such blanks.
    private static func fields(_ row: String) -> [String] {
        csvFields(of: row).map { field in
            String(
                field.drop { $0 == " " || $0 == "\"" }.reversed().drop { $0 == " " || $0 == "\"" }.reversed())
        }
    }
}

/// Reads digits with at most one point, of which at most fifteen count: exact, as both parts are.
private func plainNumber(_ text: Span<UInt8>) -> Double? {
    guard (1...16).contains(text.count) else { return nil }
    var (digits, decimals, hasPoint) = (0, 0, false)
    for place in text.indices {
        let digit = text[place] &- UInt8(ascii: "0")
        if digit < 10 {
            digits = digits * 10 + Int(digit)
            decimals += hasPoint ? 1 : 0
        } else {
            guard text[place] == UInt8(ascii: "."), !hasPoint, place > 0, place + 1 < text.count else {
                return nil
            }
            hasPoint = true
        }
    }
    guard digits < 1_000_000_000_000_000 else { return nil }
    return decimals == 0 ? Double(digits) : Double(digits) / powersOfTen[decimals]
}

private let powersOfTen: [Double] = (0...15).map { (0..<$0).reduce(1.0) { power, _ in power * 10 } }

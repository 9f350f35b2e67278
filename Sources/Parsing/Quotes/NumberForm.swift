import Domain

// Numbers as people and programs write them: `$1,315.44`, `23.456,78`, `1'234.50`, `12 345,6`, `-0.512`,
// `(12.5)`, `4.25 %`. Which of point and comma separates decimals is a matter of the country, and often only
// shows in another row of the column.

/// How the numbers of a column are written.
struct NumberForm: Equatable {
    let decimalMark: QuoteMapping.DecimalMark

    init(decimalMark: QuoteMapping.DecimalMark) { self.decimalMark = decimalMark }

    /// Finds out from all texts of a column: one number that can be read in one way only decides for all.
    ///
    /// - Parameter delimiter: What separates the columns: countries that write decimals with a comma need a
    ///   semicolon there.
    init(of column: [String], delimiter: QuoteMapping.Delimiter) {
        let votes = column.lazy.compactMap { Self.vote(Self.digits(of: $0)) }
        let hasCommas = delimiter == .semicolon && column.contains { $0.contains(",") }
        decimalMark = votes.first ?? (hasCommas ? .comma : .point)
    }

    /// The number that a text is; nil for anything else, or one that is not finite.
    func number(_ text: String) -> Double? {
        let digits = Self.digits(of: text)
        let (decimal, group): (Character, Character) = decimalMark == .point ? (".", ",") : (",", ".")
        if !digits.contains(group), !digits.contains(",") {
            return Double(digits).flatMap { $0.isFinite ? $0 : nil }
        }
        let sides = digits.split(separator: decimal, omittingEmptySubsequences: false)
        guard sides.count <= 2, !(sides.dropFirst().first ?? "").contains(group) else { return nil }
        let groups = sides[0].split(separator: group, omittingEmptySubsequences: false)
        // India groups by two.
        guard let last = groups.last, groups.count == 1 || last.count == 3,
            groups.dropFirst().dropLast().allSatisfy({ (2...3).contains($0.count) })
        else { return nil }
        let number = Double(groups.joined() + (sides.count == 2 ? ".\(sides[1])" : ""))
        return number.flatMap { $0.isFinite ? $0 : nil }
    }

    /// Which mark a number can only have as its decimal one; nil where it may be either.
    private static func vote(_ digits: String) -> QuoteMapping.DecimalMark? {
        let marks = digits.filter { $0 == "." || $0 == "," }
        guard let last = marks.last, digits.contains(where: \.isNumber) else { return nil }
        let own: QuoteMapping.DecimalMark = last == "." ? .point : .comma
        let other: QuoteMapping.DecimalMark = last == "." ? .comma : .point
        if Set(marks).count == 2 { return own }
        // One and the same mark twice separates thousands.
        if marks.count > 1 { return other }
        let decimals = digits.split(separator: last, omittingEmptySubsequences: false).last?.count ?? 0
        let whole = digits.prefix { $0 != last }.filter(\.isNumber)
        return decimals != 3 || whole.count > 3 || whole == "0" || whole.isEmpty ? own : nil
    }

    private static let currencies = Set("$€£¥₹₩₽%")
    /// What people put between thousands besides point and comma, and what programs put there.
    private static let blanks = Set(" \u{A0}\u{202F}\u{2009}'’_")

    /// A number without its currency, its blanks and the other forms of a minus.
    private static func digits(of text: String) -> String {
        var text = text.trimmed.replacing("\u{2212}", with: "-")
        let isNegative = text.hasPrefix("(") && text.hasSuffix(")")
        if isNegative { text = "-" + text.dropFirst().dropLast() }
        text.removeAll { currencies.contains($0) || blanks.contains($0) }
        // `USD 12.50`, `12,50 EUR`
        let code = text.filter(\.isLetter)
        if code.count == 3, code.allSatisfy({ $0.isASCII && $0.isUppercase }) {
            if text.hasPrefix(code) {
                text.removeFirst(3)
            } else if text.hasSuffix(code) {
                text.removeLast(3)
            }
        }
        return text
    }
}

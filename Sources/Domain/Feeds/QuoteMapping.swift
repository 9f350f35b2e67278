/// Where to find the fields of a quote in a CSV row (column names) or a JSON document (paths as
/// `data.0.price`).
public struct QuoteMapping: Sendable, Equatable {
    /// Path to the array of rows in JSON; nil when the document itself is the one row.
    public var rows: String?
    /// Column or path of the symbol.
    public var symbolField: String?
    /// The symbol, when the source does not give one.
    public var symbol: String?
    /// Column or path of the price, a number or a string of one.
    public var price: String
    /// Column or path of the time; nil when the source gives none: then the fetch time is used.
    public var time: String?
    /// ISO 4217 code, or nil when the price is an index level.
    public var currency: String?
    /// A factor for the source's number: 0.01 for pence.
    public var unit = 1.0
    /// Whether the source gives the inverse: euros per dollar where dollars per euro are wanted.
    public var isInverse = false
    /// Whether the source writes zero where it has no price.
    public var isZeroMissing = false
    /// What separates the columns of a CSV; nil to find out.
    public var delimiter: Delimiter?
    /// What separates the decimals of a number; nil to find out.
    public var decimalMark: DecimalMark?
    /// The zone of times that do not name one.
    public var zone = MarketZone.utc

    /// A mapping with the fields that the catalogue names; the rest has defaults.
    public init(
        rows: String? = nil, symbolField: String? = nil, symbol: String? = nil, price: String,
        time: String? = nil, currency: String? = nil
    ) {
        self.rows = rows
        self.symbolField = symbolField
        self.symbol = symbol
        self.price = price
        self.time = time
        self.currency = currency
    }

    /// What separates the columns of a CSV.
    public enum Delimiter: String, Sendable, CaseIterable {
        case comma, semicolon, tab, pipe

        /// The character itself.
        public var scalar: Unicode.Scalar {
            switch self {
            case .comma: ","
            case .semicolon: ";"
            case .tab: "\t"
            case .pipe: "|"
            }
        }
    }

    /// What separates the decimals of a number; the other one separates thousands.
    public enum DecimalMark: String, Sendable, CaseIterable {
        case point, comma
    }
}

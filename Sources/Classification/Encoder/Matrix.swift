/// A row-major matrix of fp32 numbers.
public struct Matrix: Sendable, Equatable {
    /// How many rows there are; may be 0.
    public let rows: Int
    /// How many numbers a row has.
    public let columns: Int
    /// `rows * columns` numbers; element (i, j) is `values[i * columns + j]`.
    public var values: [Float]

    /// A matrix of zeros.
    public init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
        values = [Float](repeating: 0, count: rows * columns)
    }

    /// A matrix of given numbers, as many as it has places.
    public init(rows: Int, columns: Int, values: [Float]) {
        precondition(values.count == rows * columns, "a matrix needs rows × columns values")
        self.rows = rows
        self.columns = columns
        self.values = values
    }

    /// Row `i`, copied.
    public func row(_ i: Int) -> [Float] {
        Array(values[i * columns..<(i + 1) * columns])
    }

    /// Drops all rows.
    package mutating func removeRows() { self = Matrix(rows: 0, columns: columns) }
}

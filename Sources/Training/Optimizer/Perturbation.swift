import Classification

extension Matrix {
    /// r = ε g / ‖g‖ for each text, the step of that length that raises its loss most, to first order.
    ///
    /// Source: Miyato, Dai and Goodfellow 2017, equation 6.
    func perturbation(_ offsets: [Int], size: Float) -> Matrix {
        var result = Matrix(rows: rows, columns: columns)
        for (start, end) in zip(offsets, offsets.dropFirst()) {
            let squares = (start..<end).reduce(Float(0)) { $0 + dotRows($1, of: self, $1, of: self) }
            guard squares > 0 else { continue }
            let factor = size / squares.squareRoot()
            for row in start..<end { addRow(row, of: self, times: factor, toRow: row, of: &result) }
        }
        return result
    }
}

extension Double {
    /// The number with so many decimal places at most.
    func places(_ places: Int) -> Double {
        let factor = (0..<places).reduce(1.0) { product, _ in product * 10 }
        return (self * factor).rounded() / factor
    }

    /// A share for a person: `58.2 %`.
    var percent: String { "\((self * 1000).rounded() / 10) %" }
}

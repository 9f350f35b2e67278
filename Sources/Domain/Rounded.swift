extension Double {
    /// The number with so many decimal places at most.
    public func places(_ places: Int) -> Double {
        let factor = (0..<places).reduce(1.0) { product, _ in product * 10 }
        return (self * factor).rounded() / factor
    }
}

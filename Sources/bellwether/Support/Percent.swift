import Domain

extension Double {
    /// A share for a person: `58.2 %`.
    var percent: String { "\((self * 100).places(1)) %" }
}

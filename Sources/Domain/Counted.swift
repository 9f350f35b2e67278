/// A number with its noun: `1 alert`, `2 alerts`.
///
/// - Parameter plural: The noun for all numbers but one; nil for the noun with an s.
public func counted(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(number) \(number == 1 ? noun : plural ?? "\(noun)s")"
}

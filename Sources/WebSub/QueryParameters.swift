import Domain

/// The parameters of a query by their names, decoded; of several with one name the last counts.
func parametersByName(_ query: String) -> [String: String] {
    Dictionary(queryParameters(query).map { ($0.name, $0.value) }) { _, last in last }
}

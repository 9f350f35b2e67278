public import Domain

extension Alert {
    /// Earlier alerts that an alert names at most.
    private static let similarShown = 3
    /// Words in common, as a share of those of either (Jaccard), from which on alerts of two streams are
    /// similar.
    private static let minimumLikeness = 0.2

    /// Earlier alerts of the same stream, then those with the same telling words, or with the same terms of
    /// their themes; the latest first.
    ///
    /// - Parameter past: Firing notices in any order; those of this very alert are left out.
    public func similar(among past: [Alert]) -> [Earlier] {
        let (words, terms) = (Set(headlines.flatMap(\.words)), Set(theme?.terms ?? []))
        func likeness(_ other: Alert) -> Double {
            guard other.stream != stream else { return 1 }
            return max(
                Self.likeness(words, Set(other.headlines.flatMap(\.words))),
                Self.likeness(terms, Set(other.theme?.terms ?? [])))
        }
        let scored = past.filter { $0.id != id }.map { (alert: $0, likeness: likeness($0)) }
        return scored.filter { $0.likeness >= Self.minimumLikeness }
            .sorted { ($0.likeness, $0.alert.at) > ($1.likeness, $1.alert.at) }
            .prefix(Self.similarShown)
            .map { other, _ in
                Earlier(
                    id: other.id, at: other.at, stream: other.stream,
                    title: other.headlines.first?.title ?? "")
            }
    }

    /// Words in common, as a share of those of either.
    private static func likeness(_ a: Set<String>, _ b: Set<String>) -> Double {
        Double(a.intersection(b).count) / Double(max(a.union(b).count, 1))
    }
}

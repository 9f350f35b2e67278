import Foundation
import TestSupport

/// axe-core, which finds what keeps people from using a page; `make browser` fetches it.
enum Axe {
    /// The script; nil where it was not fetched.
    static let script: String? = {
        let path =
            ProcessInfo.processInfo.environment["BELLWETHER_AXE"] ?? "\(Fixtures.root)/.build/axe/axe.min.js"
        return try? String(contentsOfFile: path, encoding: .utf8)
    }()

    /// A rule that a page breaks.
    struct Violation: Decodable, CustomStringConvertible {
        let id: String
        let help: String
        let elements: [String]
        var description: String { "\(id): \(help): \(elements.joined(separator: " "))" }
    }
}

extension Browser {
    /// What axe-core finds on the page: WCAG 2.0 to 2.2 A and AA, and best practice.
    func violations() async throws -> [Axe.Violation] {
        guard let axe = Axe.script else { return [] }
        return try await script(
            """
            if (!window.axe) (0, window.Function)(arguments[0]).call(window);
            return axe.run(document, { resultTypes: ["violations"], preload: false, runOnly: [
              "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then(result =>
              result.violations.map(v => ({
                id: v.id, help: v.help, elements: v.nodes.slice(0, 5).map(n => n.html.slice(0, 200)) })));
            """, [axe], returning: [Axe.Violation].self)
    }
}

import Foundation

/// An element of the page.
struct Element: Sendable {
    /// An element as the wire names it.
    struct Reference: Codable {
        let id: String
        /// The name of the only key (W3C, webdriver2, 12.2).
        enum CodingKeys: String, CodingKey { case id = "element-6066-11e4-a52e-4f735466cecf" }
    }

    private let driver: WebDriver
    /// For scripts that take it.
    let reference: Reference

    init(_ driver: WebDriver, _ reference: Reference) {
        self.driver = driver
        self.reference = reference
    }

    /// The text that can be seen.
    var text: String { get async throws { try await driver.get("text") } }

    /// Whether it can be seen.
    var isDisplayed: Bool { get async throws { try await driver.get("displayed") } }

    /// The name by which a screen reader says it.
    var accessibleName: String { get async throws { try await driver.get("computedlabel") } }

    /// What a screen reader says it is.
    var role: String { get async throws { try await driver.get("computedrole") } }

    /// The value of an attribute; nil where it has none.
    func attribute(_ name: String) async throws -> String? { try await driver.get("attribute/\(name)") }

    /// The value of a style in effect.
    func style(_ name: String) async throws -> String { try await driver.get("css/\(name)") }

    /// Clicks into its middle, scrolling it into view; a failure when something else is on top.
    func click() async throws { try await driver.post("click", [String: String]()) }

    /// Types into it.
    func type(_ text: String) async throws { try await driver.post("value", ["text": text]) }
}

import TestSupport

@testable import Catalogues

extension TemporaryFolder {
    /// The mistakes of a catalogue with this text, one a line, or `accepted`; its path is `c.yaml`.
    func refusal(ofCatalogue text: String) throws -> String {
        let path = try file("c.yaml", Array(text.utf8))
        do {
            _ = try Catalogue.read(path, secrets: .sent)
            return "accepted"
        } catch {
            return error.description.replacing(path, with: "c.yaml")
        }
    }

    /// A configuration of these lines after the three that are required.
    func configuration(
        _ text: String, secrets: SecretUse = .sent, hint: (Mistake) -> Void = { _ in }
    ) throws -> Configuration {
        _ = try file("feeds.yaml", Array("feeds: []\n".utf8))
        let path = try file(
            "b.yaml", Array("database: d\nalert_log: a\ncatalogues: [feeds.yaml]\n\(text)\n".utf8))
        return try Configuration.read(path, secrets: secrets, hint: hint)
    }

    /// The mistakes of a configuration of these lines after the three that are required, or `accepted`.
    func refusal(ofConfiguration text: String) throws -> String {
        do {
            _ = try configuration(text)
            return "accepted"
        } catch let error as CatalogueError {
            return error.description.replacing("\(path)/b.yaml", with: "b.yaml")
        }
    }
}

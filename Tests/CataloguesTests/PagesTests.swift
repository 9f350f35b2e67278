import Domain
import FoundationEssentials
import TestSupport
import Testing

@testable import Catalogues

/// The pages that are made from the keys are the ones that are committed; `make pages` writes them.
@Suite struct PagesTests {
    @Test func `The example that ships is made from the keys`() throws {
        #expect(try Fixtures.rootText("systemd/bellwether.yaml") == ExampleFile.yaml)
    }

    @Test func `The keys in OPERATIONS are those of the code`() throws {
        let page = try Fixtures.rootText("OPERATIONS.md")
        #expect(KeyReference.updated(page) == page)
    }

    @Test func `A page without the lines that mark the place is not changed`() {
        #expect(KeyReference.updated("# Page\n") == nil)
        #expect(
            KeyReference.updated("a\n\(KeyReference.markers.0)\n\(KeyReference.markers.1)\nb\n").map {
                $0.hasPrefix("a\n") && $0.hasSuffix("\nb\n")
            } == true)
    }

    @Test func `The example is a valid configuration, but for its paths`() throws {
        let configuration = try read(ExampleFile.yaml)
        #expect(configuration.detection == DetectionOptions(), "one default, with the example or without")
        #expect(!(try Catalogue.read(configuration.catalogues)).feeds.isEmpty)
    }

    @Test func `Every suggestion of the example is valid`() throws {
        // What is behind # and begins with a key, or continues one; PATH stands in for secrets.
        let lines = ExampleFile.yaml.split(separator: "\n").compactMap { line -> String? in
            let indent = line.prefix { $0 == " " }
            let text = line.dropFirst(indent.count)
            guard text.hasPrefix("# ") else { return String(line) }
            let bare = text.dropFirst(2)
            let isKey =
                bare.prefix { $0.isLetter || $0 == "_" }.count > 2 && bare.firstMatch(of: /^[a-z_]+:/) != nil
            return isKey || bare.hasPrefix("  ") ? String(indent + bare) : nil
        }
        let text = lines.joined(separator: "\n")
            .replacing(/(secret|password): [a-z-]+/) { "\($0.1): PATH" }
            .replacing(/url_secret: [A-Za-z-]+/, with: "url: \"https://h.example/\"")
        let configuration = try read(text)
        #expect(configuration.sinks.count == 6)
        #expect(configuration.rules.map(\.rule.id) == ["banks"])
        #expect(configuration.metricsPort == 9464)
        #expect(configuration.heartbeat?.interval == .seconds(300))
    }

    @Test func `Every key has help, and every section a table`() {
        let page = KeyReference.markdown
        var count = 0
        func look(at keys: [KeyDescription]) {
            for key in keys {
                count += 1
                #expect(page.contains("| `\(key.name)` |"))
                #expect(key.help.hasSuffix("."), "\(key.name): \(key.help)")
                #expect(key.inner().isEmpty || page.contains("#### `\(key.name)`"))
                look(at: key.inner())
            }
        }
        for keys in [
            Configuration.keys.map(\.about), CatalogueFile.keys.map(\.about), RuleTestFile.keys.map(\.about),
        ] { look(at: keys) }
        #expect(count > 80)
    }

    private func read(_ example: String) throws -> Configuration {
        let text = example.replacing("/usr/local/share/bellwether", with: Fixtures.root)
        let folder = try TemporaryFolder()
        return try Configuration.read(try folder.file("example.yaml", Array(text.utf8)))
    }
}

import TestSupport
import Testing

@testable import Catalogues

/// Secrets are the daemon's: a person's shell has none, and most commands send nothing.
@Suite struct SecretUseTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test(arguments: [
        ("sinks: [{ id: a, kind: webhook, url: \"http://h/x\", secret: NO_SUCH_SECRET }]", "secret"),
        ("sinks: [{ id: a, kind: slack, url_secret: NO_SUCH_SECRET }]", "url_secret"),
        (
            "sinks: [{ id: a, kind: pagerduty, url: \"http://h/x\", secret: NO_SUCH_SECRET }]", "secret"
        ),
        (
            "sinks: [{ id: a, kind: mail, server: \"smtp://m\", from: a@b.c, to: [d@e.f], user: u, password: NO_SUCH_SECRET }]",
            "password"
        ),
        ("heartbeat: { url_secret: NO_SUCH_SECRET }", "url_secret"),
    ])
    func `A secret that cannot be read refuses only those who send it, and is hinted at to others`(
        text: String, key: String
    ) throws {
        #expect(
            try folder.refusal(ofConfiguration: text)
                == "b.yaml:4: \(key): there is no credential and no environment variable NO_SUCH_SECRET")
        var hints: [String] = []
        let configuration = try folder.configuration(text, secrets: .named) {
            hints.append($0.description.replacing("\(folder.path)/b.yaml", with: "b.yaml"))
        }
        #expect(
            hints == [
                "b.yaml:4: \(key): there is no credential and no environment variable NO_SUCH_SECRET here; the daemon needs one"
            ])
        #expect(configuration.sinks.allSatisfy { $0.missingSecrets == ["NO_SUCH_SECRET"] })
    }

    @Test func `A feed whose key cannot be read is in the catalogue, and names what it lacks`() throws {
        let path = try folder.file(
            "c.yaml",
            Array(
                "feeds:\n  - { id: a, title: A, url: \"https://a.example/?k=${NO_SUCH_KEY}\", headers: { X: \"${PATH} ${NONE}\" } }"
                    .utf8))
        var hints: [String] = []
        let feed = try #require(try Catalogue.read(path) { hints.append($0.problem) }.feeds.first)
        #expect(feed.missingSecrets == ["NONE", "NO_SUCH_KEY"])
        #expect(hints.count == 2)
        #expect(throws: CatalogueError.self) { try Catalogue.read([path], secrets: .sent) }
    }

    @Test func `What the file says of a secret is still read strictly`() throws {
        // PATH stands in for a secret that is there.
        let text = "sinks: [{ id: a, kind: slack, url_secret: PATH }]"
        #expect(throws: CatalogueError.self) { try folder.configuration(text, secrets: .named) }
    }
}

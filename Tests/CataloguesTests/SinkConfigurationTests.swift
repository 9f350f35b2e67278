import Domain
import TestSupport
import Testing

@testable import Catalogues

@Suite struct SinkConfigurationTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test(arguments: [
        ("{ id: j, kind: journal }, { id: c, kind: command, command: [/bin/cat, -n] }", "accepted"),
        ("{ id: m, kind: mail, server: \"smtp://m.example\", from: a@b.c, to: [d@e.f] }", "accepted"),
        (
            "{ id: c, kind: command, command: [cat] }",
            "b.yaml:4: command: must be a list of words, the first an absolute path"
        ),
        (
            "{ id: m, kind: mail, server: \"smtp://m\", from: me, to: [d@e.f] }",
            "b.yaml:4: from: \"me\" is not an email address"
        ),
        (
            "{ id: m, kind: mail, server: \"smtp://m\", from: a@b.c, to: [] }",
            "b.yaml:4: to: at least one address is needed"
        ),
        ("{ id: j, kind: jornal }", "b.yaml:4: unknown kind \"jornal\"; did you mean \"journal\"?"),
        (
            "{ id: a, kind: slak, url: \"http://h/x\" }",
            "b.yaml:4: unknown kind \"slak\"; did you mean \"slack\"?"
        ),
        ("{ id: a }", "b.yaml:4: the key \"kind\" is missing"),
        (
            "{ id: a, kind: slack, url: \"ftp://h/x\" }",
            "b.yaml:4: url: \"ftp://h/x\" must be an http or https address"
        ),
        ("{ id: a, kind: slack }", "b.yaml:4: url: give either \"url\" or \"url_secret\""),
        (
            "{ id: a, kind: slack, url_secret: PATH }",
            "b.yaml:4: url_secret: the secret is not an http or https address"
        ),
        ("{ id: log, kind: slack, url: \"http://h/x\" }", "b.yaml:4: id: \"log\" is already taken"),
        (
            "{ id: a, kind: webhook, url: \"http://h/x\", secret: NO_SUCH_SECRET }",
            "b.yaml:4: secret: there is no credential and no environment variable NO_SUCH_SECRET"
        ),
        (
            "{ id: a, kind: pagerduty, url: \"http://h/x\" }",
            "b.yaml:4: secret: pagerduty needs its routing key as a secret"
        ),
        (
            "{ id: j, kind: journal, url: \"http://h/x\" }",
            "b.yaml:4: the key \"url\" is only for kinds with an address"
        ),
        (
            "{ id: a, kind: ntfy, url: \"http://n/x\", template: \"{{strem}}\" }",
            "b.yaml:4: template: there is no field {{strem}}; did you mean \"stream\"?"
        ),
        (
            "{ id: a, kind: ntfy, url: \"http://n/x\", template: \"{{stream\" }",
            "b.yaml:4: template: a {{ has no }}"
        ),
    ])
    func `A sink is read strictly`(sink: String, words: String) throws {
        #expect(try folder.refusal(ofConfiguration: "sinks: [\(sink)]") == words)
    }

    @Test func `A sink is posted to with its secret`() throws {
        // PATH stands in for a secret: an environment variable that is there.
        let sinks = try folder.configuration(
            """
            sinks:
              - { id: desk, kind: slack, url: "https://h.example/x" }
              - { id: p, kind: webhook, url: "http://h/x", secret: PATH }
            """
        ).sinks
        #expect(sinks.map(\.id) == ["desk", "p"])
        #expect(sinks[0].destination == .post(.slack, url: "https://h.example/x", secret: nil))
        guard case .post(.webhook, "http://h/x", let secret?) = sinks[1].destination else {
            Issue.record("\(sinks[1].destination)")
            return
        }
        #expect(secret.hasPrefix("/"))
    }

    @Test func `A program that cannot be run is hinted at`() throws {
        var hints: [String] = []
        _ = try folder.configuration("sinks: [{ id: c, kind: command, command: [/nosuch] }]") {
            hints.append($0.description.replacing("\(folder.path)/b.yaml", with: "b.yaml"))
        }
        #expect(hints == ["b.yaml:4: command: cannot run /nosuch; does it exist, and is it executable?"])
        hints = []
        _ = try folder.configuration("sinks: [{ id: c, kind: command, command: [/tmp] }]") {
            hints.append($0.problem)
        }
        #expect(hints == ["command: cannot run /tmp; does it exist, and is it executable?"])
    }

    @Test(arguments: [
        ("smtp://m.example", true), ("smtp://127.0.0.1", false), ("smtp://127.0.0.1:2525", false),
        ("smtp://localhost:25/helo", false), ("smtp://[::1]:25", false), ("smtp://127.0.0.1.example", true),
        ("smtp://10.0.0.1", true), ("smtp://localhost.example", true), ("smtps://localhost", false),
    ])
    func `A mail server must encrypt unless it is on this machine, or as the key says`(
        server: String, needsTLS: Bool
    ) throws {
        func isNeeded(_ key: String) throws -> Bool? {
            let sink = "{ id: m, kind: mail, server: \"\(server)\", from: a@b.c, to: [d@e.f]\(key) }"
            let destination = try folder.configuration("sinks: [\(sink)]").sinks[0].destination
            guard case .mail(_, _, _, _, _, let isNeeded) = destination else { return nil }
            return isNeeded
        }
        #expect(try isNeeded("") == needsTLS)
        #expect(try isNeeded(", tls: true") == true)
        #expect(try isNeeded(", tls: false") == false)
    }
}

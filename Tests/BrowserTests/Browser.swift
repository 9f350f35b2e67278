import Foundation

/// A browser with one page, driven over WebDriver.
struct Browser: Sendable {
    /// The session.
    let session: WebDriver

    private struct Capabilities: Encodable {
        struct Options: Encodable {
            let args: [String]
            let binary: String
        }
        struct Match: Encodable {
            let options: Options
            let logs = ["browser": "ALL"]
            /// Milliseconds that a search waits for an element, so that tests need not.
            let timeouts = ["implicit": 5000, "script": 30_000, "pageLoad": 30_000]

            enum CodingKeys: String, CodingKey {
                case options = "goog:chromeOptions"
                case logs = "goog:loggingPrefs"
                case timeouts
            }
        }
        struct Always: Encodable { let alwaysMatch: Match }
        let capabilities: Always
    }

    private struct Session: Decodable { let sessionId: String }

    /// Runs a test with a browser of its own, which ends with it.
    ///
    /// - Parameter arguments: For the browser, besides the usual ones.
    static func run(
        _ arguments: [String] = [], _ test: (Browser) async throws -> Void
    ) async throws {
        guard let binary = Chromium.browser, let path = Chromium.driver else { return }
        let (program, port) = try await startDriver(path)
        defer { program.terminate() }
        let driver = WebDriver(port: port)
        let wanted = Capabilities(
            capabilities: .init(
                alwaysMatch: .init(options: .init(args: Chromium.arguments + arguments, binary: binary))))
        do {
            let session = try await driver.post("session", wanted, returning: Session.self)
            try await test(Browser(session: driver.at("session/\(session.sessionId)")))
        } catch {
            await driver.shutDown()
            throw error
        }
        await driver.shutDown()
    }

    /// With port 0 the driver takes a free one of IPv4, and says which; it ends when another program has the
    /// port of that number of IPv6, and is then started again.
    private static func startDriver(_ path: String) async throws -> (program: RunningProgram, port: Int) {
        var output: [String] = []
        for _ in 1...5 {
            let program = try RunningProgram(path, ["--port=0"])
            let port = await program.next { line in
                output.append(line)
                return line.firstMatch(of: /started successfully on port (\d+)/).flatMap { Int($0.1) }
            }
            if let port { return (program, port) }
            program.terminate()
        }
        throw WebDriver.Failure(
            error: "no driver", message: "chromedriver ended:\n" + output.joined(separator: "\n"))
    }

    /// Loads a page, until it is complete.
    func open(_ url: String) async throws { try await session.post("url", ["url": url]) }

    /// Loads the page again.
    func reload() async throws { try await session.post("refresh", [String: String]()) }

    /// The title of the page.
    var title: String { get async throws { try await session.get("title") } }

    /// The address of the page.
    var url: String { get async throws { try await session.get("url") } }

    /// The document as it is now, with what scripts changed.
    var source: String { get async throws { try await session.get("source") } }

    /// The first element that a CSS selector finds, as soon as there is one; after five seconds, a failure.
    func find(_ selector: String) async throws -> Element {
        let found = try await session.post(
            "element", ["using": "css selector", "value": selector], returning: Element.Reference.self)
        return Element(session.at("element/\(found.id)"), found)
    }

    /// The first element of a kind that says some words, as soon as there is one: how a test waits for the page
    /// behind a click, where the one before it has such elements, too.
    @discardableResult func find(_ tag: String, saying words: String) async throws -> Element {
        let path = "//\(tag)[contains(normalize-space(.), \"\(words)\")]"
        let found = try await session.post(
            "element", ["using": "xpath", "value": path], returning: Element.Reference.self)
        return Element(session.at("element/\(found.id)"), found)
    }

    /// All elements that a CSS selector finds; when there are none, only after five seconds.
    func all(_ selector: String) async throws -> [Element] {
        try await session.post(
            "elements", ["using": "css selector", "value": selector], returning: [Element.Reference].self
        ).map { Element(session.at("element/\($0.id)"), $0) }
    }

    /// How long searches wait from now on.
    func waits(upTo patience: Duration) async throws {
        try await session.post("timeouts", ["implicit": patience.components.seconds * 1000])
    }

    /// The element that has the focus.
    func focused() async throws -> Element {
        let found: Element.Reference = try await session.get("element/active")
        return Element(session.at("element/\(found.id)"), found)
    }

    private struct Script: Encodable {
        let script: String
        let args: [String]
    }

    /// Runs the body of a function in the page; a promise that it returns is awaited.
    ///
    /// - Parameter arguments: What the body sees as `arguments`.
    @discardableResult func script<Value: Decodable>(
        _ body: String, _ arguments: [String] = [], returning: Value.Type = WebDriver.None?.self
    ) async throws -> Value {
        try await session.post("execute/sync", Script(script: body, args: arguments), returning: Value.self)
    }

    /// A picture of what can be seen, as PNG.
    func screenshot() async throws -> Data {
        let text: String = try await session.get("screenshot")
        return Data(base64Encoded: text) ?? Data()
    }

    /// A line that the page, or the browser about it, wrote to the console.
    struct LogEntry: Decodable {
        let level: String
        let message: String
    }

    /// What was written to the console since the last call: also what the page's policy refused.
    func console() async throws -> [LogEntry] {
        try await session.post("se/log", ["type": "browser"], returning: [LogEntry].self)
    }
}

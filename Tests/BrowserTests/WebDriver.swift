import Foundation
import Transport

/// The wire of WebDriver (W3C, webdriver2): JSON over HTTP to one session.
///
/// Only GET and POST are sent. A session ends when the driver is shut down, which needs no DELETE.
struct WebDriver: Sendable {
    /// What the driver refused, in its words.
    struct Failure: Error, CustomStringConvertible {
        let error: String
        let message: String
        var description: String { "\(error): \(message)" }
    }

    private struct Refusal: Decodable {
        let error: String
        let message: String
    }

    private struct Answer<Value: Decodable>: Decodable { let value: Value }

    /// Nothing: what commands answer that only act.
    struct None: Codable {}

    private let client: HTTPClient
    private let base: String

    /// The driver at a port of this machine.
    init(port: Int) {
        client = HTTPClient(proxies: Proxies())
        base = "http://127.0.0.1:\(port)"
    }

    private init(client: HTTPClient, base: String) {
        self.client = client
        self.base = base
    }

    /// The same driver, below a path.
    func at(_ path: String) -> WebDriver { WebDriver(client: client, base: "\(base)/\(path)") }

    /// Asks for a value.
    func get<Value: Decodable>(_ path: String) async throws -> Value { try await send(path, nil) }

    /// Sends a command.
    @discardableResult func post<Value: Decodable>(
        _ path: String, _ body: some Encodable, returning: Value.Type = None?.self
    ) async throws -> Value {
        try await send(path, Array(try JSONEncoder().encode(body)))
    }

    private func send<Value: Decodable>(_ path: String, _ body: [UInt8]?) async throws -> Value {
        var request = Request(
            url: "\(base)/\(path)", headers: [("Content-Type", "application/json")],
            userAgent: "Bellwether tests")
        request.body = body
        let reply = try await client.perform(request)
        let data = Data(reply.body)
        guard reply.status == 200 else {
            let refusal = try? JSONDecoder().decode(Answer<Refusal>.self, from: data).value
            throw Failure(
                error: refusal?.error ?? "status \(reply.status)",
                message: refusal?.message ?? String(decoding: reply.body, as: UTF8.self))
        }
        return try JSONDecoder().decode(Answer<Value>.self, from: data).value
    }

    /// Ends the driver with all its browsers.
    func shutDown() async {
        // The driver may close the connection before it has answered.
        _ = try? await client.perform(Request(url: "\(base)/shutdown", userAgent: "Bellwether tests"))
        client.stop()
    }
}

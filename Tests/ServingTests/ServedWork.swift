import Logging
import Serving
import ServiceLifecycle
import Testing
import Transport

/// Runs a server while `work` asks it.
func serve(
    at address: WebAddress = .port(0), limits: WebServerLimits = WebServerLimits(),
    _ respond: @escaping @Sendable (WebRequest) async -> WebResponse,
    _ work: @Sendable (_ url: String) async throws -> Void
) async throws {
    let (ports, port) = AsyncStream<Int>.makeStream()
    let server = WebServer(
        address, serving: "test", limits: limits, logger: Logger(label: "test"),
        isListening: { port.yield($0 ?? 0) }, respond: respond)
    let group = ServiceGroup(services: [server], logger: Logger(label: "test"))
    try await withThrowingTaskGroup { tasks in
        tasks.addTask { try await group.run() }
        var iterator = ports.makeAsyncIterator()
        let port = try #require(await iterator.next())
        try await work("http://127.0.0.1:\(port)")
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
    }
}

func plainRequest(_ url: String, headers: [(name: String, value: String)] = []) -> Request {
    Request(url: url, headers: headers, userAgent: "test", addresses: nil)
}

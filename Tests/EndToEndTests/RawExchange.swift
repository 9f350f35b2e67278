import Foundation
import Testing

/// A server that a test speaks to byte by byte.
enum RawServer {
    case port(Int)
    case socket(String)

    private func withAddress<Value>(_ work: (UnsafePointer<sockaddr>, socklen_t) -> Value) -> Value {
        switch self {
        case .port(let port):
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
            address.sin_port = in_port_t(port).bigEndian
            // `address` is a live local of the size that is given.
            return unsafe withUnsafePointer(to: &address) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe work($0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
        case .socket(let path):
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            // The path is cut to the size of the array, whose last byte stays zero.
            unsafe withUnsafeMutableBytes(of: &address.sun_path) { bytes in
                unsafe bytes.copyBytes(from: path.utf8.prefix(bytes.count - 1))
            }
            // `address` is a live local of the size that is given.
            return unsafe withUnsafePointer(to: &address) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe work($0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
        }
    }

    /// Sends a request of HTTP/1.1 whose connection ends with it; returns the whole response, nil where nobody
    /// listens.
    func exchange(_ request: String) -> String? {
        let family =
            switch self {
            case .port: AF_INET
            case .socket: AF_UNIX
            }
        let descriptor = Foundation.socket(family, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        guard unsafe withAddress({ unsafe connect(descriptor, $0, $1) }) == 0 else { return nil }
        let bytes = Array(request.utf8)
        // The bytes are alive for the call, and the count is theirs.
        let sent = unsafe bytes.withUnsafeBytes {
            unsafe send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard sent == bytes.count else { return nil }
        var response: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            // The buffer is alive for the call, and the count is its own.
            let count = unsafe buffer.withUnsafeMutableBytes {
                unsafe recv(descriptor, $0.baseAddress, $0.count, 0)
            }
            guard count > 0 else { return String(decoding: response, as: UTF8.self) }
            response += buffer.prefix(count)
        }
    }

    /// The response to GET, or to POST with a form.
    func ask(
        _ path: String, form: String? = nil, headers: [(name: String, value: String)] = []
    ) -> RawResponse? {
        var lines = ["\(form == nil ? "GET" : "POST") \(path) HTTP/1.1", "Connection: close"]
        if !headers.contains(where: { $0.name == "Host" }) { lines.append("Host: localhost") }
        lines += headers.map { "\($0.name): \($0.value)" }
        if let form {
            lines += [
                "Content-Type: application/x-www-form-urlencoded", "Content-Length: \(form.utf8.count)",
            ]
        }
        return exchange(lines.joined(separator: "\r\n") + "\r\n\r\n" + (form ?? "")).map(RawResponse.init)
    }
}

/// A response as it came.
struct RawResponse {
    let status: Int
    let headers: [String: String]
    let body: String

    init(_ text: String) {
        let end = text.firstRange(of: "\r\n\r\n")
        let lines = text[..<(end?.lowerBound ?? text.endIndex)].split(separator: "\r\n")
        status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        headers = Dictionary(
            lines.dropFirst().compactMap { line in
                line.firstIndex(of: ":").map {
                    (
                        line[..<$0].lowercased(),
                        line[$0...].dropFirst().trimmingCharacters(in: .whitespaces)
                    )
                }
            }
        ) { first, _ in first }
        body = end.map { String(text[$0.upperBound...]) } ?? ""
    }

    /// The value of a hidden field of the page's forms.
    func field(_ name: String) -> String? {
        guard let start = body.firstRange(of: "name=\"\(name)\" value=\"") else { return nil }
        return String(body[start.upperBound...].prefix { $0 != "\"" })
    }

    /// The cookie that it sets, as it is sent back.
    var cookie: String? { headers["set-cookie"]?.split(separator: ";").first.map(String.init) }
}

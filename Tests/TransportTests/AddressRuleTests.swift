import Loopback
import Testing

@testable import Transport

@Suite struct AddressRuleTests {
    @Test(arguments: [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255",
        "192.0.0.8", "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1",
        "255.255.255.255", "::", "::1", "fe80::1", "fc00::1", "fd00::1", "ff02::1", "2001:db8::1", "2001::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::10.0.0.1", "2002:7f00:1::",
    ])
    func `Addresses outside the public Internet are recognized`(text: String) throws {
        #expect(try !#require(IPAddress(text)).isPublic)
    }

    @Test(arguments: [
        "1.1.1.1", "100.63.0.1", "100.128.0.1", "172.15.0.1", "172.32.0.1", "192.167.0.1", "198.20.0.1",
        "223.255.255.255", "2606:4700::1111", "2a00:1450:4001::200e", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8",
        "2002:808:808::",
    ])
    func `All other addresses are public`(text: String) throws {
        #expect(try #require(IPAddress(text)).isPublic)
    }

    @Test(arguments: ["", "f.example", "1.2.3", "1.2.3.4.5", "12345::"])
    func `A name is not an address`(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test func `A private address that a person wrote is allowed, and no other with it`() throws {
        let metadata = try #require(IPAddress("169.254.169.254"))
        let loopback = try #require(IPAddress("127.0.0.53"))
        #expect(AddressRule.asNamed(in: "http://127.0.0.1:8080/").allows(loopback))
        #expect(AddressRule.asNamed(in: "http://localhost/").allows(loopback))
        #expect(!AddressRule.asNamed(in: "http://localhost/").allows(metadata))
        #expect(AddressRule.asNamed(in: "http://10.0.0.5/").allows(try #require(IPAddress("10.0.0.5"))))
        #expect(!AddressRule.asNamed(in: "http://10.0.0.5/").allows(try #require(IPAddress("10.0.0.6"))))
        #expect(AddressRule.asNamed(in: "https://news.example/") == .public)
        #expect(AddressRule.any.allows(metadata))
    }

    @Test func `A name that leads to a private address is refused when it connects`() async throws {
        let server = try LoopbackServer { _ in LoopbackResponse(200) }
        let client = HTTPClient()
        defer {
            client.stop()
            server.stop()
        }
        // The same server, by a rule that was made for a public name.
        var request = Request(url: server.url("/"), userAgent: "x")
        request.addresses = .public
        await #expect(throws: TransportError.privateAddress("127.0.0.1")) {
            try await client.perform(request)
        }
    }

    @Test func `A redirect to the metadata address is refused`() async throws {
        let server = try LoopbackServer { _ in
            LoopbackResponse(302, headers: [("Location", "http://169.254.169.254/latest/meta-data/")])
        }
        let client = HTTPClient()
        defer {
            client.stop()
            server.stop()
        }
        await #expect(throws: TransportError.privateAddress("169.254.169.254")) {
            try await client.perform(Request(url: server.url("/"), userAgent: "x"))
        }
    }
}

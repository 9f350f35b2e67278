import Glibc

/// An address of IPv4 or IPv6.
public struct IPAddress: Sendable, Equatable, CustomStringConvertible {
    static let loopback = IPAddress(bytes: [127, 0, 0, 1])

    /// 4 or 16 of them, in the order of the network; addresses of IPv4 mapped into IPv6 are 4.
    let bytes: [UInt8]

    init(bytes: [UInt8]) {
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        self.bytes = bytes.count == 16 && bytes.starts(with: mapped) ? Array(bytes[12...]) : bytes
    }

    /// An address in numbers; nil for a name.
    init?(_ text: String) {
        var four = in_addr()
        var six = in6_addr()
        // inet_pton writes one address of the family that it is given, or nothing.
        if unsafe inet_pton(AF_INET, text, &four) == 1 {
            self.init(bytes: unsafe withUnsafeBytes(of: &four) { unsafe Array($0) })
        } else if unsafe inet_pton(AF_INET6, text, &six) == 1 {
            self.init(bytes: unsafe withUnsafeBytes(of: &six) { unsafe Array($0) })
        } else {
            return nil
        }
    }

    var isLoopback: Bool {
        bytes.count == 4 ? bytes[0] == 127 : bytes == [UInt8](repeating: 0, count: 15) + [1]
    }

    /// Whether it is globally reachable, by the registries of RFC 6890.
    var isPublic: Bool {
        if bytes.count == 16 {
            // NAT64 (RFC 6052) and 6to4 (RFC 3056) carry an address of IPv4, which decides.
            if bytes.starts(with: [0, 0x64, 0xFF, 0x9B] + [UInt8](repeating: 0, count: 8)) {
                return IPAddress(bytes: Array(bytes[12...])).isPublic
            }
            if bytes.starts(with: [0x20, 0x02]) { return IPAddress(bytes: Array(bytes[2..<6])).isPublic }
            // Global unicast is 2000::/3; of it, 2001:db8::/32 is for documents, and 2001::/23 for protocols.
            let isGlobal = bytes[0] & 0xE0 == 0x20
            let isDocument = bytes.starts(with: [0x20, 0x01, 0x0D, 0xB8])
            let isProtocol = bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] < 2
            return isGlobal && !isDocument && !isProtocol
        }
        guard bytes.count == 4 else { return false }
        switch (bytes[0], bytes[1], bytes[2]) {
        case (0, _, _), (10, _, _), (127, _, _), (224..., _, _): return false
        case (100, 64..<128, _), (169, 254, _), (172, 16..<32, _), (192, 168, _), (198, 18..<20, _):
            return false
        case (192, 0, 0), (192, 0, 2), (198, 51, 100), (203, 0, 113): return false
        default: return true
        }
    }

    /// In numbers; IPv6 without abbreviation.
    public var description: String {
        guard bytes.count == 16 else { return bytes.map(String.init).joined(separator: ".") }
        return stride(from: 0, to: 16, by: 2)
            .map { String(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]), radix: 16) }.joined(separator: ":")
    }
}

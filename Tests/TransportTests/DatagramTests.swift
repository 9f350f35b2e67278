import Foundation
import Glibc
import Testing
import Transport

@Suite struct DatagramTests {
    @Test func `A missing socket is an error with a reason`() {
        do {
            try sendDatagram("x", to: "/nowhere/socket")
            Issue.record("nothing was thrown")
        } catch {
            #expect(
                error.description == "cannot send to the socket /nowhere/socket: No such file or directory")
        }
        #expect(throws: DatagramError.self) { try sendDatagram("x", to: String(repeating: "x", count: 200)) }
        #expect(throws: DatagramError.self) { try sendDatagram("x", to: "") }
    }
}

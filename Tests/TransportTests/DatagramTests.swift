import Foundation
import Glibc
import Testing
import Transport

@Suite struct DatagramTests {
    @Test func `A socket that is not there is an error in words`() {
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

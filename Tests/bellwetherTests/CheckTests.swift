import Catalogues
import Testing

@testable import bellwether

@Suite struct CheckTests {
    @Test func `The configuration is looked for in one place`() throws {
        let check = try parsed("check", as: Check.self)
        #expect(check.config == Configuration.standardPath)
        #expect(!check.history)
        #expect(check.most == 20)
    }

    @Test func `A limit of no alerts is refused`() {
        #expect(refusal("check", "--most", "1") == nil)
        #expect(refusal("check", "--most", "0") == "--most must be at least 1")
    }
}

import Testing

@testable import bellwether

@Suite struct TopTests {
    @Test func `The time between updates has bounds`() {
        #expect(refusal("top", "--every", "0.2", "--once") == nil)
        #expect(refusal("top", "--every", "0.1") == "--every must be between 0.2 and 3600")
    }
}

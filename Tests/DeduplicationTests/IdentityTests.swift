import Domain
import Testing

@testable import Deduplication

@Suite struct IdentityTests {
    @Test func `An entry is known by its id, its link or its text`() {
        #expect(identity(of: Entry(id: "a", title: "T", link: "l")) == "guid:a")
        #expect(identity(of: Entry(title: "T", link: "l")) == "link:l")
        let byText = identity(of: Entry(title: "T", summary: "s"))
        #expect(byText.hasPrefix("hash:"))
        #expect(
            byText == identity(of: Entry(title: "T", published: .instant(Instant(seconds: 0)), summary: "s")))
        #expect(byText != identity(of: Entry(title: "T", summary: "other")))
    }

    @Test func `A short title with a dash keeps what follows it`() {
        #expect(storyFingerprint("Oil - up") != storyFingerprint("Oil - down"))
    }
}

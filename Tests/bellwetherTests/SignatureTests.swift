import Domain
import History
import Testing

@testable import bellwether

@Suite struct SignatureTests {
    @Test func `Who answers has a name, with or without USER`() {
        #expect(Signature.userName(["USER": "ann"]) == "ann")
        for environment in [[:], ["USER": ""]] {
            let name = Signature.userName(environment)
            #expect(!name.isEmpty && name != "unknown")
        }
    }

    @Test func `What was answered is said with the stream`() {
        let alert = Alert(
            id: "a1b2", at: Instant(seconds: 0), stream: .entity("ACME"), kind: .surge, severity: .warning,
            measures: Alert.Measures(window: .seconds(60)), explanation: "why")
        #expect(
            sentence(.acknowledged, by: "ann", id: "a1", alert)
                == "a1b2 (entity:ACME) is acknowledged by ann: why")
        #expect(sentence(.dismissed, by: "ann", id: "a1", nil) == "a1 is dismissed by ann")
    }
}

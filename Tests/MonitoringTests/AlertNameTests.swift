import Domain
import History
import SQLiteHistory
import TestSupport
import Testing

@testable import Monitoring

@Suite struct AlertNameTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `Every notice about an entity has its name, whether it fires or ends`() async throws {
        let context = AlertContext(
            history: try SQLiteHistory.open("\(folder.path)/history.db", as: .daemon), feeds: [],
            names: ["ACME": "Acme Industries"], mutesUseless: false)
        let alerts = [
            Alert.sample("a", of: .entity("ACME")),
            Alert.sample("b", of: .entityTopic("ACME", topic: "legal")).notice(1, .resolved),
            Alert.sample("c", of: .entity("OTHER")), Alert.sample("d", of: .market),
        ]
        let names = ["Acme Industries", "Acme Industries", nil, nil]
        #expect(context.named(alerts).map(\.name) == names)
        #expect(try await context.completed(alerts, at: alerts[0].at).alerts.map(\.name) == names)
        #expect(try await context.completed([alerts[1]], at: alerts[0].at).alerts[0].name == names[1])
    }
}

import ArgumentParser
import Catalogues
import History
import Parsing
import Testing
import Transport

@testable import bellwether

@Suite struct FailureTests {
    @Test func `Each error ends with the code that sysexits has for it`() async throws {
        let codes: [(any Error, Int32)] = [
            (Failure.general("a"), 1), (ParseError.empty, 65), (Failure.inputMissing("a"), 66),
            (Failure.internalError("a"), 70), (Failure.io("a"), 74),
            (Failure.usage("a"), 64), (Failure.temporary("a"), 75),
            (HistoryError.misplaced(path: "a", reason: "b"), 64),
            (HistoryError.inUse(path: "a", by: "b"), 75),
        ]
        for (error, code) in codes {
            let exit = try await #require(throws: ExitCode.self) {
                try await Failure.reported { throw error }
            }
            #expect(exit.rawValue == code, "\(error)")
        }
    }

    @Test func `A configuration that is refused ends with 78, with all its mistakes`() {
        let error = #expect(throws: CatalogueError.self) { try Configuration.read("/nowhere.yaml") }
        guard let error, case .configuration(let text) = Failure(error) else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(text == "/nowhere.yaml: cannot be read; is the path right and the file readable?")
    }

    @Test func `A code that a command chose itself is left as it is`() async {
        await #expect(throws: ExitCode(1)) { try await Failure.reported { throw ExitCode(1) } }
    }
}

import Domain
import Logging
import Testing

@testable import bellwether

@Suite struct ProgramLogTests {
    private func line(_ message: Logger.Message, _ metadata: Logger.Metadata) -> String {
        LineLogHandler.line(
            LogEvent(
                level: .notice, message: message, metadata: metadata, source: nil, file: "", function: "",
                line: 1), ["standing": "x"], at: Instant(seconds: 1_795_426_200))
    }

    @Test func `The message stands before what belongs to it, in one order`() {
        #expect(
            line("Alert fired", ["stream": "entity:ACME", "alert": "a1"])
                == "2026-11-23T09:30:00Z notice bellwether: Alert fired alert=a1 standing=x stream=entity:ACME"
        )
    }

    @Test func `A value with blanks, quotes or line ends is in quotes and stays in its line`() {
        #expect(
            line("M", ["a": "two words", "b": "a \"b\"\nc", "c": "", "d": "k=v", "e": "\u{1B}[2J"])
                == #"2026-11-23T09:30:00Z notice bellwether: M a="two words" b="a \"b\"\nc" c="" d="k=v" e=" [2J" standing=x"#
        )
    }
}

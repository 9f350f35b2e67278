import Foundation
import TestSupport
import Testing

/// Where `make screenshots` wants its pictures; nil otherwise.
private let folderOfPictures = ProcessInfo.processInfo.environment["BELLWETHER_SCREENSHOTS"]

extension InBrowser {
    /// The pictures of the README: the pages of the demo.
    @Suite(.enabled(if: folderOfPictures != nil, "Pictures are taken by make screenshots."))
    struct ScreenshotTests {
        @Test func `The pages of the demo have their pictures taken, in light and dark`() async throws {
            let folder = try TemporaryFolder()
            let program = try RunningProgram(
                "\(Fixtures.root)/.build/debug/bellwether",
                ["demo", "--stay", "--port", "0", "--directory", folder.path], reading: .errors)
            defer { program.terminate() }
            let address = try #require(
                await program.next { $0.firstMatch(of: /http:\/\/127\.0\.0\.1:\d+\//).map { String($0.0) } })
            _ = await program.next { $0.contains(" headlines stored, ") ? true : nil }
            try await Browser.run { browser in
                try await browser.open(address + "alerts")
                let alert = try #require(
                    try await browser.find("table.alerts a[data-open]").attribute("href"))
                for (path, name) in [("", "overview"), (String(alert.dropFirst()), "alert")] {
                    for isDark in [false, true] {
                        try await browser.prefersDark(isDark)
                        try await browser.resize(width: 1280, height: 1120)
                        try await browser.open(address + path)
                        let file = "\(folderOfPictures ?? ".")/\(name)-\(isDark ? "dark" : "light").png"
                        try await browser.screenshot().write(to: URL(fileURLWithPath: file))
                    }
                }
            }
        }
    }
}

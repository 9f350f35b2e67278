import Foundation
import Testing

/// The browser of the system, as Debian's packages `chromium` and `chromium-driver` install it.
enum Chromium {
    /// The first of some programs that is in the path.
    private static func program(_ names: [String]) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return names.lazy.flatMap { name in folders.map { "\($0)/\(name)" } }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// The browser; nil where there is none.
    static let browser = program(["chromium", "chromium-browser", "google-chrome"])
    /// What drives it; nil where there is none.
    static let driver = program(["chromedriver"])

    /// Whether both are there.
    static var isInstalled: Bool { browser != nil && driver != nil }

    /// In a container the sandbox cannot be had, and shared memory is small.
    static let arguments = [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
    ]
}

/// All tests that need a browser, one after the other: each takes some 300 MB.
@Suite(
    .serialized,
    .enabled(
        if: Chromium.isInstalled,
        "There is no browser to test with: install the packages chromium and chromium-driver."),
    .timeLimit(.minutes(5)))
enum InBrowser {}

/// What the browser pretends, by commands of its developer tools.
extension Browser {
    private struct Command<Parameters: Encodable>: Encodable {
        let cmd: String
        let params: Parameters
    }

    private struct Metrics: Encodable {
        let width: Int
        let height: Int
        let deviceScaleFactor = 1
        let mobile = false
    }

    private struct Media: Encodable {
        struct Feature: Encodable {
            let name: String
            let value: String
        }
        let media: String
        let features: [Feature]
    }

    private func tell(_ command: String, _ parameters: some Encodable) async throws {
        try await session.post("goog/cdp/execute", Command(cmd: command, params: parameters))
    }

    /// The size of the page in CSS pixels; a window cannot be as narrow as a phone.
    func resize(width: Int, height: Int = 900) async throws {
        try await tell("Emulation.setDeviceMetricsOverride", Metrics(width: width, height: height))
    }

    /// Whether the system prefers dark pages.
    func prefersDark(_ isDark: Bool) async throws {
        try await tell(
            "Emulation.setEmulatedMedia",
            Media(
                media: "",
                features: [.init(name: "prefers-color-scheme", value: isDark ? "dark" : "light")]))
    }

    /// The time zone of the system, by its name in the IANA database.
    func lives(in zone: String) async throws {
        try await tell("Emulation.setTimezoneOverride", ["timezoneId": zone])
    }

    /// Shows the page as it would be printed.
    func showsPrint() async throws {
        try await tell("Emulation.setEmulatedMedia", Media(media: "print", features: []))
    }

    /// Whether pages may run scripts; those of the test still do.
    func allowsScripts(_ isAllowed: Bool) async throws {
        try await tell("Emulation.setScriptExecutionDisabled", ["value": !isAllowed])
    }
}

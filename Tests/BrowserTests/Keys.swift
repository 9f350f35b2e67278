/// Keys that are pressed wherever the focus is.
enum Key: String {
    /// By their code points of WebDriver (W3C, webdriver2, 17.4.2).
    case tab = "\u{E004}"
    case enter = "\u{E007}"
    case escape = "\u{E00C}"
    case space = " "
}

extension Browser {
    private struct Actions: Encodable {
        struct Source: Encodable {
            let type = "key"
            let id = "keyboard"
            let actions: [Action]
        }
        struct Action: Encodable {
            let type: String
            let value: String
        }
        let actions: [Source]
    }

    /// Presses keys one after the other.
    func press(_ keys: String) async throws {
        let actions = keys.flatMap { key in
            ["keyDown", "keyUp"].map { Actions.Action(type: $0, value: String(key)) }
        }
        try await session.post("actions", Actions(actions: [.init(actions: actions)]))
    }

    /// Presses a key that has no character of its own.
    func press(_ key: Key) async throws { try await press(key.rawValue) }
}

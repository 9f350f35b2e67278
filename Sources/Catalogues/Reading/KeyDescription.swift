/// What there is to say of a key, without the type that it belongs to: for mistakes and for the pages.
struct KeyDescription: Sendable {
    let name: String
    /// What it takes: `a whole number from 1 to 256`.
    let form: String
    /// What it means: sentences.
    let help: String
    var isRequired = false
    /// What holds where it is left out; nil for nothing.
    var standard: Standard?
    /// Names that it had before, which still work.
    var formerNames: [String] = []
    /// In which sections it is a key, in words: `kind mail`; nil for all.
    var condition: String?
    /// Whether a mistake in it makes the section's other keys unreadable.
    var isDecisive = false
    var example: Example?
    /// The keys of the section that it holds, or of each in its list; empty where it holds none.
    var inner: @Sendable () -> [KeyDescription] = { [] }
}

/// What holds where a key is left out.
enum Standard: Sendable, Equatable {
    /// A value, as a file would say it.
    case value(String)
    /// Something that no value says: `one per core`.
    case words(String)

    var text: String {
        switch self {
        case .value(let text), .words(let text): text
        }
    }
}

/// A key's value in the example file: YAML after the colon, with further lines as they are to be indented
/// below it.
struct Example: Sendable, Equatable {
    let yaml: String
    /// Whether it holds, or is a suggestion behind `#`.
    let isActive: Bool
}

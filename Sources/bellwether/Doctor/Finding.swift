/// What the doctor found out about one thing.
struct Finding: Encodable, Equatable {
    /// What was looked at.
    let check: String
    /// Whether it is as it should be.
    let ok: Bool
    /// What is the case and, where that is not well, what to do.
    let detail: String

    /// Something that is as it should be.
    static func well(_ check: String, _ detail: String) -> Finding {
        Finding(check: check, ok: true, detail: detail)
    }

    /// Something that wants a person.
    static func ill(_ check: String, _ detail: String) -> Finding {
        Finding(check: check, ok: false, detail: detail)
    }
}

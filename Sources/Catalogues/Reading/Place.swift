/// Where a part of a file was read, for mistakes that are found later.
///
/// Two places are always equal: where a thing is written is not part of what it says.
struct Place: Sendable, Equatable {
    var file = ""
    var line: Int?

    static func == (a: Place, b: Place) -> Bool { true }
}

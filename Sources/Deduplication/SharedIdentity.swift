import Domain

// Some feeds write one id into every entry ("N/A", the day, their own address), or one link. Such an id is
// no identity: entries fall back to the link, and where that is shared as well, to title and date. A revision
// of an entry, which keeps its link or its date, is not taken for another entry.

/// Keys that a feed's memory holds at most; feeds that write the day as an id add one a day.
private let sharedKeysKept = 64
/// Bytes of a key that is remembered.
private let longestKey = 1000

/// Ids that programs write where they have none, in lower case.
private let placeholders: Set<String> = [
    "n/a", "na", "n.a.", "none", "null", "(null)", "nil", "undefined", "unknown", "nan", "false", "-", "--",
    "#", "0", "-1", "http://", "https://", "[object object]", "00000000-0000-0000-0000-000000000000",
    "urn:uuid:00000000-0000-0000-0000-000000000000",
]

/// Whether an id stands for "there is none".
private func isPlaceholder(_ id: String) -> Bool { placeholders.contains(id.lowercased()) }

/// The keys (`guid:…`, `link:…`) that tell no entries apart: those known from earlier bodies, then those that
/// several entries of this body share.
func sharedKeys(of entries: [Entry], known: [String]) -> [String] {
    let empty = entries.compactMap(\.id).filter(isPlaceholder).map { "guid:\($0)" }
    var shared = known + Set(empty).subtracting(known).sorted()
    // Links count for the entries that have no id of their own, once that is decided.
    for key in [idKey, linkKey] {
        let former = Set(shared)
        let groups = Dictionary(grouping: entries) { identity(of: $0, except: former) }
        shared += groups.filter { key($0.value[0]) == $0.key && areDifferent($0.value) }.keys.sorted()
    }
    return shared
}

/// What of the shared keys a feed's memory keeps: the latest.
func remembered(_ keys: [String]) -> [String] {
    keys.filter { $0.utf8.count <= longestKey }.suffix(sharedKeysKept)
}

/// Whether entries under one key are several, not one and its revisions.
private func areDifferent(_ entries: [Entry]) -> Bool {
    let titles = Set(entries.compactMap { $0.title ?? $0.summary }).count
    guard titles > 1 else { return false }
    let (links, dates) = (Set(entries.compactMap(\.link)).count, Set(entries.compactMap(\.published)).count)
    return links > 1 || dates > 1 || titles > 2
}

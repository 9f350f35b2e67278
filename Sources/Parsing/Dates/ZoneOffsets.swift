/// Minutes east of Greenwich: `Z`, `GMT`, `+01:00`, `-0500`, `EST`, `GMT+3`; nil when unknown.
func minutesEast(_ text: String) -> Int? {
    var word = text.lowercased().filter { $0 != " " }
    if let minutes = namedOffsets[word] { return minutes }
    for prefix in ["gmt", "utc"] where word.hasPrefix(prefix) { word.removeFirst(3) }
    guard let sign = word.first, sign == "+" || sign == "-" || sign == "\u{2212}" else { return nil }
    // Some put a Z after an offset that is not UTC.
    if word.count > 3, word.hasSuffix("z") { word.removeLast() }
    let digits = word.dropFirst().filter { $0 != ":" }
    guard let number = Int(digits), (1...4).contains(digits.count) else { return nil }
    let minutes = digits.count <= 2 ? number * 60 : number / 100 * 60 + number % 100
    return minutes <= 15 * 60 ? (sign == "+" ? minutes : -minutes) : nil
}

/// Minutes east of Greenwich by the names of zones; the letters are the military ones with the signs of RFC
/// 822.
let namedOffsets: [String: Int] = {
    var zones = [
        "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 60, "cet": 60, "met": 60, "mez": 60, "west": 60,
        "cest": 120, "mest": 120, "mesz": 120, "eet": 120, "sast": 120, "eest": 180, "msk": 180, "trt": 180,
        "gst": 240, "pkt": 300, "ist": 330, "ict": 420, "wib": 420, "hkt": 480, "sgt": 480, "awst": 480,
        "jst": 540, "kst": 540, "acst": 570, "aest": 600, "acdt": 630, "aedt": 660, "nzst": 720, "nzdt": 780,
        "nst": -210, "ndt": -150, "ast": -240, "at": -240, "adt": -180, "brt": -180, "art": -180,
        "est": -300, "et": -300, "edt": -240, "cst": -360, "ct": -360, "cdt": -300, "mst": -420, "mt": -420,
        "mdt": -360, "pst": -480, "pt": -480, "pdt": -420, "akst": -540, "akdt": -480, "hst": -600,
    ]
    for (hours, letter) in zip(1..., "abcdefghiklm") { zones[String(letter)] = -hours * 60 }
    for (hours, letter) in zip(1..., "nopqrstuvwxy") { zones[String(letter)] = hours * 60 }
    return zones
}()

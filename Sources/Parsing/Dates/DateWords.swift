/// The words of dates in the languages of feeds.
enum DateWords {
    enum Unit { case year, month, day, hour, minute, second }

    static let korean: Set<String> = ["년", "월", "일", "시", "분", "초", "오전", "오후"]
    /// Minutes east of Greenwich.
    static let koreanOffset = 540

    /// What a number before it counts, in Chinese, Japanese and Korean.
    static let units: [String: Unit] = [
        "年": .year, "년": .year, "月": .month, "월": .month, "日": .day, "号": .day, "일": .day, "時": .hour,
        "时": .hour, "点": .hour, "시": .hour, "分": .minute, "분": .minute, "秒": .second, "초": .second,
    ]

    /// The halves of the day; true after noon.
    static let halves: [String: Bool] = [
        "am": false, "a": false, "오전": false, "上午": false, "午前": false, "πμ": false, "pm": true, "p": true,
        "오후": true, "下午": true, "午後": true, "μμ": true,
    ]

    /// Words that say nothing: ordinals, prepositions, "o'clock", and weekdays after the date.
    static let fillers: Set<String> = [
        "st", "nd", "rd", "th", "de", "del", "of", "at", "the", "um", "uhr", "à", "a", "o", "kl", "le", "den",
        "er", "г",
        "года", "r", "h", "m", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday", "tuesday",
        "wednesday",
        "thursday", "friday", "saturday", "sunday",
    ]

    /// The month that a word names, from 1; nil for any other word.
    ///
    /// The longest known prefix decides.
    static func month(_ word: String) -> Int? {
        for length in stride(from: min(word.count, 6), through: 3, by: -1) {
            if let month = beginnings[String(word.prefix(length))] { return month }
        }
        return nil
    }

    /// How the names of the months begin in English, German, French, Spanish, Portuguese, Italian, Dutch, the
    /// Nordic languages, Polish, Czech, Hungarian, Russian, Ukrainian, Turkish and Greek.
    private static let beginnings: [String: Int] = {
        let names = [
            "jan ene gen janv tammi sty led oca янв січ ιαν oca",
            "feb fev fév helmi lut úno şub фев лют φεβ",
            "mar mär maalis mrt mars bře мар бер μαρ μάρ már",
            "apr abr avr huhti kwi dub nis апр кві απρ ápr",
            "may mai maj mag mei touko kvě май мая тра μαϊ μάι μαι máj",
            "jun juin giu kesä cze čvn haz июн чер ιουν ιούν jún",
            "jul juil lug heinä lip čvc tem июл лип ιουλ ιούλ ιολ júl",
            "aug ago aoû elo sie srp ağu авг сер αυγ αύγ",
            "sep set syys wrz zář eyl сен вер σεπ sze",
            "oct okt out ott loka paź říj eki окт жов οκτ",
            "nov marras lis kas ноя лис νοε νοέ",
            "dec dez dic des déc dés joulu gru pro ara дек гру δεκ",
        ]
        var beginnings: [String: Int] = [:]
        for (index, list) in names.enumerated() {
            for name in list.split(separator: " ") { beginnings[String(name)] = index + 1 }
        }
        return beginnings
    }()
}

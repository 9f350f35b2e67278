/// Events that befall countries and markets and not one company: tariffs, wars, disasters.
///
/// The risk head judges events of companies and institutions, and was taught that a tariff is none: it gives
/// nine of ten such headlines less than one in ten. Where the tone is neutral as well, a word of the headline
/// decides. On dated headlines this finds eight more events of 68, all of topics, at one notice more in two
/// months.
enum WorldEvents {
    /// Whether a word, in any case, names such an event.
    static func contains(_ word: String) -> Bool {
        lengths.contains(word.utf8.count) && words.contains(word.lowercased())
    }

    /// Nearly all other words are shorter than these, or begin a look-up for nothing.
    private static let lengths = 3...11

    private static let words = Set(
        """
        attack attacked attacks bailout ban banned bans blast blockade bomb bombing bombs boycott chaos
        collapse collapses contagion coronavirus coup crash crisis dead deaths default defaults disaster
        drought earthquake embargo emergency epidemic explosion famine flood floods hurricane invades
        invasion killed lockdown lockdowns meltdown missile missiles outbreak pandemic panic quake
        quarantine recession riot riots sanction sanctioned sanctions selloff shooting shutdown tariff
        tariffs terror terrorist tsunami turmoil virus war wars wildfire wildfires
        """.split { $0 == " " || $0 == "\n" }.map(String.init))
}

/// Words that hold a headline together and say nothing by themselves; people are shown them as the words
/// that mattered, however much attention they got.
public enum FunctionWords {
    /// Whether a word, in any case, is one.
    public static func contains(_ word: String) -> Bool { english.contains(word.lowercased()) }

    /// All of them, in lower case.
    public static var all: Set<String> { english }

    /// Articles, pronouns, prepositions, conjunctions, auxiliaries, the verbs with which headlines report,
    /// and what a tokenizer leaves of contractions.
    private static let english = Set(
        """
        a about across after again against ago all almost along already also although am amid among
        an and another any are around as aside at away back be because been before behind being
        beneath beside besides between beyond both but by can could d despite did do does doing done
        due during each either else even ever every few following for from further get gets getting
        got had has have having he her here hers him his how i if in including inside instead into
        is it its itself just last latest like ll m made make makes many may me might much must my
        near neither new next nor now of on once one only onto or other others our out outside over
        own per perhaps re s said same say saying says see seen sees set several shall she should
        since so some still such t than that the their them then there these they this those though
        through throughout till to today together told too toward towards two under until unto upon
        us ve very via vs was we were what when where whether which while who whom whose why will
        with within without would yesterday yet you your
        """.split { $0 == " " || $0 == "\n" }.map(String.init))
}

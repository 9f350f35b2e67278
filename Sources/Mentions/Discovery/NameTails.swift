/// Words around the name of a company that are no part of it, in lower case.
enum NameTails {
    /// What some leave out at the end of a name, and others write: a legal form, or that it is a group.
    static func isLoose(_ word: String) -> Bool { loose.contains(word) || legal.contains(word) }

    private static let loose = wordSet("group groupe holding holdings and the")

    /// Whether a word at the end is a legal form, or what a company has: `IPO`.
    static func isAfter(_ word: Substring) -> Bool {
        let folded = word.lowercased().filter { $0 != "." }
        if short.contains(folded) {
            // "Sa" and "As" may be words of another language.
            return word.allSatisfy { $0.isUppercase || $0 == "." || $0 == "/" } || folded == "co"
                || folded == "oy"
        }
        return legal.contains(folded) || after.contains(folded)
    }

    /// Legal forms of two letters: only in capitals.
    private static let short = wordSet("ab ag as a/s bv co kg kk lp nv oy pt sa sas se")

    private static let legal = wordSet(
        """
        ab ag asa berhad bhd bv co company corp corporation gmbh inc incorporated jsc kgaa kk limited
        llc llp lp ltd ltda nv ojsc oyj pao pcl pjsc plc pte pty saa sab saog sarl spa srl tbk
        """)

    /// What a company has or does, in capitals only because the title is: "Aramco IPO".
    private static let after = wordSet(
        """
        boss ceo cfo chairman chief coo cto exec executive ipo ipos jv merger q1 q2 q3 q4 share shares stock
        takeover
        """)

    /// What is before a name: what kind of title it is, an article, or what the company is.
    static let before = wordSet(
        """
        a airline an automaker breaking brewer builder carmaker chipmaker
        conglomerate correction developer drugmaker ex exclusive explainer factbox firm
        former grocer insurer investor its jeweler jeweller lender live miner
        our parent planemaker producer rival startup steelmaker supermarket
        supplier the toymaker truckmaker why
        """)
}

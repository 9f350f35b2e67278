/// Classes of words that say something about a name beside them, in lower case.
enum WordClasses {
    /// Longer function words, which titles often leave without a capital.
    static let function = wordSet(
        """
        about above after against along amid among around because been before behind being below between
        beyond despite down during from have into just like more near once only onto over says since
        than that their them then there these they this those through toward towards under until upon
        were what when where which while whose will with without your
        """)

    /// Behind these is a thing, not a name.
    static let determiners = wordSet(
        """
        a an any each every her his its my no our some that their these this those your
        """)

    /// What stands before an amount.
    static let currencies = wordSet(
        """
        $ aud cad eur gbp hk inr jpy rs usd £ ¥ € ₹
        """)

    /// What stands before a number of something.
    static let amounts = wordSet(
        """
        about almost another around buy buys by cost costs extra for from her his hit hits in its just
        least loses lost nearly of only over paid passes pays raised raises recall recalls roughly sells
        sold some spends spent than the their to up wins with won worth
        """)
    /// Behind these is the infinitive of a verb.
    static let modals = wordSet("to will would could should may might can cannot t must not shall")
    /// Names that are verbs too.
    static let verbNames = wordSet(
        """
        affirm ally block boots box chase coach discover flutter ford fox gap grab lumen match recruit
        shell snap sprint square stripe target tether zoom
        """)

    /// Names that are also adjectives, adverbs or prepositions: no verb follows them unless they are names.
    static let modifierNames = wordSet(
        """
        affirm american discover frontier key next now on progressive sharp square total united
        """)

    /// Prepositions before the place where something happens.
    static let locatives = wordSet("across around in near outside")

    /// Prepositions before an article and a place.
    static let ways = wordSet(
        """
        across along around beyond deep down from in inside into near outside over through throughout up
        """)

    /// Who or what belongs to a town.
    static let townParts = wordSet(
        """
        beaches citizens city inhabitants locals mayor outskirts parishioners port residents streets
        suburb suburbs town villagers
        """)

    /// What brings people from one place to another.
    static let journeys = wordSet(
        """
        bus coach ferries ferry motorway rail railway route sail sails train trains voyage
        """)

    /// What joins the names of a list.
    static let conjunctions = wordSet("& , - / ; and or versus vs with")

    /// Before a hyphen, these leave the name what it is.
    static let prefixes = wordSet("anti ex non post pre pro")

    /// What begins the names of towns.
    static let saints = wordSet("las los san santa")

    /// Names that are also nouns, verbs or adjectives of every day, which have no capital in running text.
    static let everyday = wordSet(
        """
        affirm alphabet apple block boots canopy caterpillar discover gap grab key lemonade match meta monster
        next orange peloton progressive sage sharp shell snap sprouts square target tether titan total
        travelers upstart visa whirlpool wise zoom
        """)
}

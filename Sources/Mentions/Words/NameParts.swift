/// Words that are part of longer names, in lower case.
enum NameParts {
    /// Places and events that carry the name of a sponsor.
    static let places = wordSet(
        """
        airport amphitheater arena avenue ballpark basin bay beach blvd boulevard bowl bridge
        cemetery center centre championship championships church classic coliseum college county cup
        dome festival field forest garden gardens hall highway hospital island islands jungle lake
        lane library marathon mountain mountains museum open park pavilion peninsula plaza
        rainforest rd river road school speedway stadium street theater theatre tournament township
        university valley village
        """)

    /// What carries the name of a founder.
    static let institutions = wordSet(
        """
        act award awards doctrine foundation initiative institute prize society
        """)

    /// Nations and regions: before or after a company, they are no part of its name.
    static let geography = wordSet(
        """
        africa african america american asia asian australia australian austrian belgian brazil
        brazilian britain british california canada canadian china chinese danish dutch eu europe
        european finnish france french german germany global hong india indian international ireland
        irish israel israeli italian italy japan japanese kong korea korean mexican mexico north
        norwegian russia russian saudi scottish silicon singapore south spain spanish swedish swiss
        taiwan taiwanese texas turkish u uk us wall
        """)

    /// Capitalized words behind a name that make no other name of it.
    static let after = wordSet(
        """
        ag ai air analyst analysts app april asset august bank brasil capital capital-one ceo
        cfo chairman chief cloud co coo corp cto december deutschland earnings energy eu ev evs
        february financial friday fy global group h h1 h2 iberia inc india international
        investment ipo italia january july june laboratories latam ltd march max mini monday
        motor motors nordic november nv october one pay pharma pharmaceuticals plc plus
        president prime pro profit q1 q2 q3 q4 research sa sales saturday se securities
        september shares spa stock store stores sunday suv suvs technologies thursday tuesday tv
        uk us usa wednesday
        """)

    /// Capitalized words before a name that make no other name of it.
    static let before = wordSet(
        """
        after against all amid analysis and april are as at august barron before bet between bid
        big bloomberg both breaking but buy by can ceo cfo chairman cnbc correction could cramer
        dax deal december despite did director do does dow exclusive explainer factbox february
        for founder friday from ftse giant here here's hold how if in inside is january july
        june like love maker march meet monday more most mr nasdaq new november now nyse october
        of on opinion or over owner parent prefer president put report reuters rival s&p
        saturday says sell september should skip some sunday supplier tech than that the these
        this those thursday to today top trust try tuesday under update versus via video vs wall
        watch wednesday what when where while why will with wsj
        """)

    /// What a publisher adds to its name.
    static let publisher = wordSet(
        """
        & , . : analyst analysts blog com corp corporation daily data economist inc insights
        intelligence investor journal live magazine market markets media news newsroom newswire
        official online plc press radio ratings relations release releases report research services
        staff strategist tv uk us website wire
        """)

    /// What a company's own newsroom calls itself.
    static let newsrooms = wordSet("insights intelligence news newsroom press ratings")

    /// What styles of writing leave without a capital behind the words that tell the name.
    static let generic = wordSet(
        """
        agency authority bank banks commission court department exchange group ministry office railway
        representative service treasury university
        """)
}

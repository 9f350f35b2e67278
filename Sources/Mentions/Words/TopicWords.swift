/// Words of titles that are about other things than companies, in lower case.
enum TopicWords {
    /// Nature, weather and the harvest.
    static let nature = wordSet(
        """
        animals beach birds blizzard butterflies climate crop crops cyclone desert drought earthquake
        eclipse ecosystem extinct extinction farmer farmers fauna fires fish fishermen flood flooding
        floods flora forest forests fossil fossils glacier grower growers harvest harvests heatwave
        hikers hurricane jungle lake landslide landslides monsoon mountain ocean orchard orchards planet
        planets quake rainforest reef river rivers seabirds season species storm swamp telescope tornado
        trees tribe tribes tributaries tropical tsunami typhoon volcano weather wetlands whale whales
        wildfire wildfires wildlife wolves
        """)

    /// War, crime and justice without companies.
    static let conflict = wordSet(
        """
        airstrike airstrikes army arrested artillery battalion bomb bombing bombs ceasefire civilians
        detained gaza gunfire gunman gunmen hamas homicide hostages inmate inmates insurgents invasion
        islamist jihadist kidnapped kidnappers militants militia missile missiles mortar murder murdered
        navy patrol police policeman prison rebels refugees rioters robbers rockets sheriff shooter
        shooting shot slain smugglers soldier soldiers stabbed stabbing suspect taliban terrorist
        terrorists troops veterans wounded
        """)

    /// Sport, art and fame.
    static let leisure = wordSet(
        """
        actor actress album anthem artist ashes athlete athletes ballet band baseball basketball batsman
        bishop boxer celebrity championship choir cinema coach comedian comedy concert cricket
        documentary drummer exhibition fan fans festival film filmmaker final finals football footballer
        gallery goal golf grammy guitar hockey homer homers innings league mlb movie museum musical nba
        ncaa nfl nhl novel novelist olympic olympics opera orchestra oscar oscars painter painting
        parade photographer pitcher playoff playoffs poem poet prix quarterback rapper referee remake
        rugby sculpture semifinal singer soccer song songs stadium striker teammates tennis theater
        theatre touchdown tourists tournament trophy wimbledon yankees
        """)

    /// Schools, churches, science and the body.
    static let learning = wordSet(
        """
        archaeologists astronauts astronomers babies baby bible biologists cathedral child childhood
        children church classroom college dentist diet doctors elementary exam exams graduates hospital
        hospitals kids museum nasa nurses parents patients physicists pope prayer priest professor
        pupils researchers residents school schools scientists spacecraft student students surgeon
        teacher teachers teenager teenagers telescope toddler university vatican villagers wedding women
        """)

    /// States and their elections.
    static let politics = wordSet(
        """
        ballot border candidate candidates citizenship constituency councillor councillors election
        elections embassy governor immigrants immigration lawmakers mayor migrants parliament passport
        passports poll polls primary referendum republicans senator senators voter voters
        """)
}

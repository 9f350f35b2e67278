/// Words of titles that are about other things than companies, in lower case.
enum TopicWords {
    /// Nature, weather and the harvest.
    static let nature = wordSet(
        """
        algae animals aquarium asteroid avalanche beach bee bees birds blizzard blossom blossoms
        butterflies butterfly climate comet coral cow cows crocodile crocodiles crop crops cyclone
        desert dog dogs dolphin dolphins drought earthquake eclipse ecosystem ecosystems elephant
        elephants extinct extinction farmer farmers fauna fires fish fishermen flood flooding floods
        flora forest forests fossil fossils frog frogs fungi fungus gardener gardeners glacier glaciers goat goats gorilla gorillas grower growers habitat habitats
        harvest harvests heatwave heatwaves hikers horse horses hurricane iceberg icebergs insect
        insects jellyfish jungle lagoon lake landslide landslides lion lions lunar mammal mammals meadow
        meteor mice monkey monkeys monsoon mosquito mosquitoes moth moths mountain mud mushroom
        mushrooms nebula ocean octopus orchard orchards owl owls panda pandas penguin penguins pig pigs
        planet planets poacher poachers pollen quake rainbow rainfall rainforest rains rat rats reef
        reptile reptiles rhino rhinos river rivers savannah seabirds season shark sharks sheep snake
        snakes snow snowfall soil species spider spiders squid storm sunset swamp telescope thunderstorm
        thunderstorms tiger tigers tornado tortoise tortoises trees tribe tribes tributaries tropical
        tsunami turtle turtles typhoon villages volcano waterfall weather wetland wetlands whale whales
        wildfire wildfires wildlife wolf wolves zoo zoos
        """)

    /// War, crime and justice without companies.
    static let conflict = wordSet(
        """
        airstrike airstrikes ambush army arrested arson arsonist artillery assassin assault battalion
        bodies bomb bombing bombs burglar burglars burglary buried ceasefire civilians coroner corpse
        corpses deportation deported detained extremist extremists firefighters frontline funeral gaza
        grave graves guerrilla guerrillas gunfire gunman gunmen gunshot hamas heist hijack hijackers
        homicide hostages inmate inmates inquest insurgents invasion islamist jihadist kidnapped
        kidnappers kidnapping landmine landmines manslaughter massacre militants militia missile
        missiles mortar mourn mourned mourners murder murdered navy paratroopers patrol police policeman
        prison rape rapist rebels refugees rioters robber robbers robbery rockets shelling sheriff
        shooter shooting shot skeleton skeletons slain smuggled smuggler smugglers smuggling soldier
        soldiers stabbed stabbing suspect taliban terrorist terrorists thief thieves tomb tombs
        traffickers trench trenches troops veterans vigilante wounded
        """)

    /// Sport, art and fame.
    static let leisure = wordSet(
        """
        actor actress album anthem artist ashes athlete athletes bafta ballet band baseball basketball
        batsman batting biopic bishop booker bowler boxer boxing celebrity championship choir
        choreographer cinema climber climbers coach comedian comedy comic comics concert cricket dancer
        dancers derby documentary drummer duchess dunk emmy emmys eurovision everest exhibition f1 fan
        fans festival film filmmaker final finals fixtures football footballer fresco gallery gig goal
        goalkeeper golf grammy guitar gymnast gymnastics hockey homer homers hoops indycar innings
        jockey knockout league linebacker medals midfielder mlb movie mural museum
        musical nascar nba ncaa nfl nhl novel novelist olympian olympic olympics opera orchestra oscar
        oscars pageant painter painting palace parade photographer pitcher playoff playoffs podium poem
        poet poetry prequel princess prix pulitzer qualifying quarterback quarterfinal rapper
        referee relegation remake royals rugby sculpture semifinal semifinals sequel singer sitcom
        soccer song songs soundtrack sprinter stadium statue statues striker superbowl teammates tennis
        theater theatre touchdown tourists tournament trophy ufc wicket wickets wimbledon wrestler
        wrestling yankees
        """)

    /// Schools, churches, science and the body.
    static let learning = wordSet(
        """
        ancient archaeologist archaeologists artefacts artifacts astronauts astronomers bake baked
        baking bible biologists cakes cathedral chef chefs church cider classroom college delicious dentist dessert diet dinosaur dinosaurs diwali doctors doughnuts dynasty easter
        elementary exam exams excavation historian historians honey hospital hospitals jam manuscript
        medieval monk monks mosque mosques museum nasa neolithic nun nuns nurses patients philosopher
        philosophers physicists pilgrimage pilgrims pope prayer prehistoric priest professor pupils
        ramadan recipe recipes relic relics researchers residents roast saints salad school schools
        scientists shipwreck soup spacecraft student students surgeon synagogue teacher teachers
        telescope temple temples toddler university vatican viking vikings villagers wedding
        """)

    /// States and their elections.
    static let politics = wordSet(
        """
        ballot border candidate candidates citizenship constituency councillor councillors election
        elections embassy governor immigrants immigration lawmakers mayor migrants parliament passport
        passports poll polls primary referendum republicans senator senators voter voters
        """)
}

/// Words that make a person of the name behind them, in lower case.
enum GivenNames {
    /// Titles and callings.
    static let titles = wordSet(
        """
        actor actress archbishop astronaut baby bishop brother capt captain cardinal coach col
        colonel congressman congresswoman councilman dame daughter detective dr drummer father
        gov governor granddaughter grandson guitarist husband judge justice king lady lord
        major-gen mayor mother mr mrs ms nephew niece novelist nurse pastor playwright poet
        prince princess prof professor quarterback queen rapper rep rev reverend saint sculptor
        sen senator sergeant sgt sheriff singer sir sister son songwriter st widow wife
        """)

    /// The given names of headlines.
    static let all = wordSet(
        """
        aaron adam ahmed alan albert alex alexander ali alice alison amanda amelia amit amy
        anders andrea andrew andy angela anil ann anna anne anthony arthur ashley austin barbara
        barry ben benjamin betty bill billy bjorn bob bobby boris brad bradley brandi brandon
        brenda brian bruce bryan carl carlos carol carolyn catherine chad charles cheryl chevy
        chloe chris christian christina christine christopher cindy claire clive colin courteney
        courtney craig cynthia dan daniel danny dave david deborah debra dennis derek diane
        diego dolly don donald donna doug douglas dylan ed edsel edward elijah elizabeth ella
        ellen emily emma emmanuel eric erik ernest ethan eugene evelyn faith felix fiona frances
        francois frank fred gabriel gary george gerald giovanni glenn gloria grace graham greg
        gregory gwyneth hannah hans harold harrison harry harvey hassan heather heidi helen
        henry hugh hugo ian ivan ivanka jack jacob jacqueline james jane janet janice jared
        jason javier jean jeff jeffrey jennifer jenny jeremy jerry jesse jessica jessie jim
        jimmy joan joe joey john johnny jonas jonathan jordan jose joseph joshua joyce juan
        judith judy julia julie justin kanye karen kate katherine kathleen kathryn keir keith
        kelly ken kendall kenneth kenny kevin khloe kim kimberly kirk klaus kourtney kristi
        kristin kurt kyle kylie larry lars laura lauren lawrence lena lenny leo liam lily linda
        lindsay lindsey lisa lita logan louis luc lucas lucia lucy luis lukas luke mabel madison
        magnus malcolm mandy marco marcus margaret maria marie marissa mark martha martin mary
        mason matt matthew max maya megan melania melissa michael michelle mick mike miles
        millie mohamed mohammed mukesh nancy nathan neal neil nicholas nick nicola nicole nigel
        nikola nina noah oliver olivia omar oprah orson oscar pablo pamela patricia patrick paul
        pedro percy peter phil philip phillip pierre piers priya rachel rahul raj ralph randy
        ravi ray raymond rebecca richard rick rishi rob robert roger ron ronald rosa roy ruby
        rupert russ russell ruth ryan sam samantha samuel sandra sandy sanjay sara sarah scott
        sean sebastian sharon shirley sienna simon sophie stephanie stephen steve steven stuart
        susan sven tammy ted teresa terry theo theodore theresa thomas tiffany tim timothy toby
        todd tom tommy tony trevor tucker tyler vanessa vera victor victoria vincent virginia
        vivian walter wanda wayne wendy whitney will william willie wilt winston zachary zoe
        """)

    /// What only persons do, before an age or a place.
    static let deeds = wordSet("aged dead died dies marries married weds")
}

/// Words that make a person of the name behind them, in lower case.
enum GivenNames {
    /// Titles and callings.
    static let titles = wordSet(
        """
        actor actress bishop capt captain coach col colonel congressman congresswoman councilman
        dame detective dr gov governor judge justice king lady lord major-gen mayor mr mrs ms nurse
        pastor prince princess prof professor quarterback queen rep rev reverend saint sen senator
        sergeant sgt sheriff singer sir st
        """)

    /// The given names of headlines.
    static let all = wordSet(
        """
        aaron adam ahmed alan albert alex alexander ali alice alison amanda amelia amit amy anders
        andrea andrew andy angela anil ann anna anne anthony arthur ashley austin barbara barry ben
        benjamin betty bill billy bjorn bob bobby boris brad bradley brandi brandon brenda brian
        bruce bryan carl carlos carol carolyn catherine chad charles cheryl chevy chloe chris
        christian christina christine christopher cindy claire clive colin courteney courtney craig
        cynthia dan daniel danny dave david deborah debra dennis derek diane diego dolly don donald
        donna doug douglas dylan ed edsel edward elijah elizabeth ella ellen emily emma emmanuel
        eric erik ernest ethan eugene evelyn faith felix fiona frances francois frank fred gabriel
        gary george gerald giovanni glenn gloria grace graham greg gregory hannah hans harold
        harrison harry harvey hassan heather heidi helen henry hugh hugo ian ivan jack jacob
        jacqueline james jane janet janice jason javier jean jeff jeffrey jennifer jeremy jerry
        jesse jessica jim jimmy joan joe joey john johnny jonas jonathan jordan jose joseph joshua
        joyce juan judith judy julia julie justin karen kate katherine kathleen kathryn keir keith
        kelly ken kendall kenneth kenny kevin khloe kim kimberly kirk klaus kourtney kristi kristin
        kurt kyle kylie larry lars laura lauren lawrence lenny leo liam lily linda lisa lita logan
        louis luc lucas lucy luis lukas luke madison magnus malcolm mandy marco margaret maria marie
        marissa mark martha martin mary mason matt matthew max megan melissa michael michelle mick
        mike mohammed mukesh nancy nathan neil nicholas nick nicola nicole nigel nikola noah oliver
        olivia omar orson oscar pablo pamela patricia patrick paul pedro peter phil philip phillip
        pierre piers priya rachel rahul raj ralph randy ravi ray raymond rebecca richard rick rishi
        rob robert roger ron ronald roy russell ruth ryan sam samantha samuel sandra sandy sanjay
        sara sarah scott sean sebastian sharon shirley simon sophie stephanie stephen steve steven
        stuart susan sven tammy ted teresa terry theo theresa thomas tiffany tim timothy todd tom
        tommy tony trevor tyler vanessa victor victoria vincent virginia walter wanda wayne wendy
        whitney will william willie wilt zachary zoe
        """)
}

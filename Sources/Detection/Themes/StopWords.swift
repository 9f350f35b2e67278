import Domain

/// Words that name no theme, whatever their number: those that hold a headline together, days and months,
/// and the furniture of newspapers.
enum StopWords {
    /// Their keys, as `ThemeTitle` makes them.
    static let keys: Set<UInt64> = Set(
        (FunctionWords.all + words.split { $0 == " " || $0 == "\n" }.map(String.init)).flatMap {
            [fingerprint($0.utf8), fingerprint(ThemeTitle.normal($0).utf8)]
        })

    private static let words = """
        not no none never nothing yes without yet already always ever often sometimes maybe anyone everyone
        monday tuesday wednesday thursday friday saturday sunday weekend weekday mon tue tues wed thu thur fri
        sat sun january february march april june july august september october november december jan feb mar
        apr jun jul aug sept sep oct nov dec day week month quarter year decade hour minute daily weekly monthly
        quarterly yearly annual annually tomorrow tonight morning afternoon evening night date time times
        factbox live explainer explained explain explains exclusive exclusives update updated updates breaking
        breakingviews analysis opinion comment commentary column columnist editorial podcast video watch photo
        photos picture pictures gallery graphic briefing brief newsletter wrapup wrap preview review recap
        roundup round-up digest timeline interview q&a quiz letter letters reader readers blog liveblog poll
        snapshot highlight highlights takeaway takeaways instant view viewpoint insight feature special report
        reports reported reporter reuters guardian cnbc bloomberg press media news newspaper headline headlines
        story stories file files text factcheck fact check urgent refile correction corrected advisory first
        second third fourth last next early late earlier later former current recent recently ahead source
        sources official officials spokesman spokeswoman statement data percent pct per cent million billion
        trillion bln mln thousand hundred dozen two three four five six seven eight nine ten half big bigger
        biggest best better good great high higher highest low lower lowest top record large larger largest long
        longer short small smaller major minor key main full new newest old older open close closed way ways
        thing things people man woman men women world global national international country countries state
        states city part plan plans planned planning make making made take takes taken taking took give gives
        given giving gave come comes coming came goes going went gone need needs needed want wants wanted look
        looks looking find finds found show shows showed shown know tell tells told think thinks thought say
        says talk talks talking ask asks asked call calls called calling use uses used using keep keeps kept put
        puts let lets start starts started end ends ended set sets plan expect expects expected expecting say
        add adds added help helps helped try tries tried trying work works working worked mean means here’s
        here's what's what’s it's it’s that's that’s don't don’t can't can’t usd gbp eur cent cents happened
        happen happens company companies firm firms business businesses group industry sector ceo cfo boss chief
        executive chairman investor investors analyst analysts trader traders share shares shareholder
        shareholders sale sales profit profits earnings revenue revenues result results forecast forecasts
        estimate estimates guidance outlook miss misses beat beats won't won’t isn't isn’t doesn't doesn’t
        didn't didn’t there's there’s who's who’s how's i'm i’m we're we’re you're you’re they're they’re let's
        let’s really actually amid among still even back
        """
}

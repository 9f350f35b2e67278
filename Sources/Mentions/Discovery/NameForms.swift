/// What the words of a name say of what it names, in lower case.
enum NameForms {
    /// Log odds that a name is that of a company, by its own words.
    static func weight(of name: CompanyName) -> Float {
        if others.contains(name.key) { return -12 }
        // "Beckham-backed", "ex-Insys": a description, not a name.
        let parts = name.text.lowercased().split { $0 == " " || $0 == "-" }
        if name.text.contains("-"), parts.contains(where: { described.contains(String($0)) }) { return -8 }
        let words = name.key.split(separator: " ").map(String.init)
        if words.contains(where: institutions.contains) { return -8 }
        if let last = words.last, words.count > 1, companies.contains(last) { return 2.5 }
        let hasDigit = name.key.contains { $0.isNumber }
        let isAcronym = name.text.allSatisfy { $0.isUppercase || $0 == "." || $0 == "+" }
        return (hasDigit ? -2 : 0) + (isAcronym ? -1 : 0)
    }

    /// What joins a name to make a description of it.
    private static let described = wordSet("backed based controlled ex funded led linked non owned style")

    /// What companies are called by at the end of their names.
    private static let companies = wordSet(
        """
        aerospace air aircraft airlines airways auto automotive bakeries bancorp bank beverages bio
        biosciences biotech brands breweries brewery brewing broadcasting builders cars casinos cement
        chemical chemicals coffee communications computers construction corp cosmetics electric
        electronics energy engineering enterprises entertainment equipment estates express financial
        foods fund funds games gaming gas genetics gold group healthcare holdings homes hotels
        industries instruments insurance investments labs laboratories leisure lines
        logistics lottery machinery manufacturing materials media medical metals mills mines
        mining mobile mobility motor motors networks oil packaging paper partners petroleum pharma
        pharmaceutical pharmaceuticals pictures pipeline pizza polymers power products properties pubs
        rail railway railways records refining renewables rentals resorts resources restaurants
        retail robotics satellite sciences securities semiconductor semiconductors services shipping
        shipyard software solar solutions steel stores studios supermarkets sweets systems technologies
        technology telecom telecommunications telecoms textiles therapeutics toys trains travel trucks
        utilities vaccines ventures water wind wireless wines works
        """)

    /// What is in the name of an authority, a party, a union, a court, a school, a club or a paper.
    private static let institutions = wordSet(
        """
        academy administration agency ambassador appeals army assembly association
        authority ballot bureau cabinet campaign cathedral center centre chamber charity church
        coalition college commission commissioner committee confederation conference congress
        conservatives constitution council councils county court courts cup democrats department
        directorate district embassy exchequer fc federation force forces forum foundation
        government governors guard guild hospital inquiry inspectorate institute
        institution investigation judge judiciary justice kremlin labour league legislature
        mayor minister ministry movement museum nations observatory office ombudsman
        parliament party patrol pentagon police politburo presidency prize project prosecutors
        regulator republic republicans reserve review school secretary senate senators society
        state states summit taskforce team tory treasury treaty tribunal tribune
        union unions university watchdog weekly
        """)

    /// Organizations, papers, persons, products and abbreviations that are no companies, by their keys.
    private static let others = nameSet(
        """
        aa, abc news, ackman, adr, agm, ai, air force, amlo, android, app store, arsenal, art, autopilot, bafin,
        bank of canada, bank of england, bank of japan, bbc, bezos, big four, big pharma, big tech, bild, bis, bitcoin,
        bloomberg, bloomberg news, boe, boj, botox, brent, brexit, britain, brussels, buffett, business insider, buy,
        caa, cabinet, ccc, cdc, ceos, cfpb, cftc, charts, chelsea, cia, cma, cnbc, cnn, common market, commons, corona,
        cramer, csrc, cva, daily mail, daily telegraph, dax, democrats, deripaska, detroit, dimon, dj, doe, doj, dow,
        dow jones, dup, eba, ebitda, ec, ecb, economist, efta, eia, einhorn, elon musk, epa, esma, etf, eu, europe inc,
        european central bank, european union, eurogroup, eurozone, ev, evs, factbox, falih, faang, fang, fasb, fatf, faz, fbi,
        fca, fcc, fda, fed, federal reserve, feds, ferc, fifa, financial times, fobt, fobts, fos, fox news, frc, fsb, ft,
        ftc, ftse, g20, g7, gbp, gdp, gdpr, ghosn, gmb, gop, greenpeace, grogonomics, guardian,
        guardian uk, handelsblatt, hmrc, hollywood, homeland security, hq, hs2, humira, iata, icahn, icj, icao,
        iea, ifo, ifs, ilo, imf, imo, indian railways, insead, inflation, iod, iot, iphone, ipo, ipos, ira, irs, isa,
        isas, iss, itc, japan inc, jobs, jv, keystone xl, keytruda, lehman, lib dems, liberal democrats, libor, libra,
        liverpool, lng, london, m and a, manchester, marchionne, mba, mep, meps, merkel, mit, mod,
        model, mp, mps, murdoch, musk, nafta, nasa, nasdaq, nato, nba, new, new york, nfl, nfu, nhk, nhl, nhs,
        nhtsa, nikkei, nikkei business daily, nlrb, nord stream, nra, ntsb, nutella, ny, nyse, nyt, oecd, ofcom, ofgem,
        ofwat, oil, onem, onet, opec, opec+, osha, oxfam, oxford, oxycontin, pbgc, pboc, pc, pentagon, pfi, pm, pmi,
        politics, powell, ppi, pr, pra, pmqs, presidents club, project syndicate, qe, r and d, rba, rbi, rbnz, reuters,
        rmt, rspb, s and p, saudi, scmp, sec, senate, sfo, shana, silicon valley, sky news, snp, soros, south, spd, spiegel,
        state, stoxx, swindon, tariff, tass, telegraph, tfl, the, tories, tpp, trump, tuc, tuesday, tv, uaw, u k, u n,
        u s, uefa, uk, ukip, un, unctad, unesco, unicef, unison, unite, us, usd, usda, usmca, ustr, vix, vr, wall,
        airlines, bank, channel, deutsche, express, finance, lloyd, pharma bro, weinstein,
        wall st, wall street, wall street journal, washington, washington post, wef, westminster, which?, white house,
        who, world bank, wsj, wto, wwf, yellen
        """)

    /// The names of a list with commas.
    private static func nameSet(_ text: String) -> Set<String> {
        Set(text.split { $0 == "," || $0.isNewline }.map { $0.split(separator: " ").joined(separator: " ") })
    }
}

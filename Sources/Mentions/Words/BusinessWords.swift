/// What companies do and have, in lower case.
enum BusinessWords {
    /// What a company does, after its name.
    static let verbs = wordSet(
        """
        abandons accused acquired acquires adds admits admitted adopts affirms agreed agrees aims
        alleges allows announced announces apologises apologizes appeals appoints approaches approves
        asked asks attempts avoids axed axes backs bans battles bears beats becomes begins bets bids
        blames blasts bolsters boosts borrowed borrows bought braces breaches breaks brings builds buoys
        buys calls cancelled cancels cautions challenges charged charges chases chops claims clears
        climbed climbs clinches closes collapses commits completed completes concedes confirms considers
        contests cools cooperates counters courts crashes creates criticised criticized cut cuts debuts
        decided decides declares declines deepens defends delayed delays delivers denied denies dips
        discloses ditched ditches doubles downgraded drags draws dropped drops earned earns eases elects
        embarks ended ends enters escapes evacuates exits expands expects explores extends eyes faces
        fails falls fell fights filed files finds fined finishes fired fires forces gained gains gets
        gives goes grants grows hails halts halves helps hiked hikes hints hires hit hits hosts idles
        ignores inks insists integrates introduces investigated investigates invests invites issues
        joins jumped jumps keeps kicks lags lands launched launches lays leads leaves licenses lifted
        lifts lists logs loses lost lowered lowers lured lures maintains makes meets merges misled
        missed misses moves mulls named names narrows nears needs nixes nominates notches nudges offers
        opens opposes orders ousted ousts outbids outlines outperforms overhauled overhauls overtakes
        owes partners pauses pays picks pitches plans pledges plots plunged plunges poaches poised
        posted posts prepares prices probed profits projects promises promotes proposes protests
        provides pulls pumps pushes puts questions quits raised raises rakes rallies ramps reaches
        readies reaffirms rebounds rebrands recalled recalling recalls recovers recruits redesigns
        reduces refuses regains reiterates rejected rejects releases relents removes renames reopened
        reopens repays replaces reported reports reshuffles responds restarted restarts restates
        restricts restructures resumes retires retreats returns revamps reveals reverses revises revives
        rewrites rises rolls rose rules sacks said sank says scales scores scrapped scraps seals secured
        secures seeks sees sells sets settled settles shakes sheds shifts ships shows shrugs shuffles
        shuts shutters signals signs sinks skids slams slashed slashes slid slides slips slumped slumps
        soared soars sold speeds spends spins splits starts stays steps stockpiles stops strikes
        struggles stumbles submits subpoenaed sued sues suffers supplies supports surged surges
        surpasses surprises suspended suspends sweetens swings switches takes tanks taps targets teams
        tells tests threatens tightens tops touts trades trails trains trebles tries triggers trimmed
        trims triples trying tumbled tumbles unaffected undercuts underperforms unionizes unveiled
        unveils unwinds upgraded upgrades urges uses votes vows walks wants warned warns weighs welcomes
        widens wins wipes withdraws won wrests writes
        """)

    /// What a company has, after its name.
    static let nouns = wordSet(
        """
        acquisition ad ads advertisers analyst analysts antitrust app auditor auditors automaker
        backlog bailout bankers bankruptcy baristas bid board boardroom bond bonds boss bosses
        branches brand brands business businesses buyback buybacks buyout capex carmaker
        cashiers ceo cfo chain chair chairman chairwoman chief clerks co-founder cofounder
        cofounders collapse convertible coo cto customer customers deal dealer dealers debt
        delisting deliveries depositors director directors dividend division drivers earnings
        ebit ebitda employee employees engineers eps ex-ceo ex-chairman exec execs executive
        executives factories factory forecast founder franchisees gigafactory guidance headcount
        headquarters hq investigation investor investors ipo lawsuit lawyers layoffs listing
        livery loss losses management margin margins markets merger operations orders outage
        outages outlook output owner parent passengers patents pension pharmacists pilots
        pipeline plant plants preferred president pricing probe production profit profitability
        profits q1 q2 q3 q4 quarter quarterly recall refineries refinery remuneration
        restructuring result results retailer revenue revenues revs riders rival rivals sales
        scandal sellers settlement share shareholder shareholders shares shipments shoppers
        spinoff spinout spokesman spokesperson spokeswoman staff stake stock stocks store stores
        strike subscribers subsidiaries subsidiary supplier suppliers takeover technicians
        trader traders turnaround turnover union unit user users valuation warehouse warehouses
        whistleblower woes worker workers
        """)

    /// What titles about companies name anywhere.
    static let anywhere = wordSet(
        """
        acquisition analyst analysts antitrust automaker bankrupt bankruptcy bid billion bond bonds
        buyback buybacks buyout carmaker ceo cfo chairman creditors deal debt dividend dividends
        downgrade earnings employees eps estimates forecast ftse guidance insurer insurers investment
        investor investors ipo lawsuit layoffs lender lenders listing margins megadeal merger nasdaq
        nyse operating outlook profit profits q1 q2 q3 q4 quarter quarterly recalls restructuring
        results retailer retailers revenue revenues revs rival rivals sales share shareholder
        shareholders shareholding shares stake stakes stock stocks stores supplier takeover takeovers
        telecoms turnover underwriting upgrade valuation
        """)

    /// What stands directly before the name of a company.
    static let leading = wordSet(
        """
        accuses acquire acquires acquiring agency airline airlines automaker automakers bank beats
        behemoth bidder brand brewer broker builder buy buying buys carmaker carmakers carrier chain
        chipmaker chipmakers client companies company conglomerate contractor customer developer
        distributor downgrade downgrades drugmaker drugstore dumps exits exporter fines fintech firm
        firms giant grocer group heavyweight hires insurer investigates investigating joins lawmakers-vs
        lender lenders major majors maker makers manufacturer miner network oilmaker operator ousts
        outperforms overtakes own owner owns parent payments pharma planemaker poaches probes probing
        processor producer retailer retailers rival rivals sell sells short shorts shun shuns startup
        sue sues suing supermarket supplier telco telecom titan tops trims unicorn upgrade upgrades
        utility versus vs watchdog
        """)

    /// What belongs to a company, when a preposition leads on to its name.
    static let led = wordSet(
        """
        acquisition alliance analyst analysts antitrust approach bearish bet bets bid bidder bidders
        bidding board bond bonds boss break-up breakup bullish buyout case ceo cfo chairman charges
        chief claims closure collapse compete competes competing competition complaint confidence
        contract control coo customer customers deal deals debt debut demise directors downgrade drop
        earnings employee employees execs executive executives factory faith fall fine flotation founder
        fund funds gains grip head heads holding holdings interest invest invested investing investor
        investors invests job jobs jump lawsuit losses manager merger merges offer orders owner owners
        pact partnership patience pay plant plants position president probe profit profits purchase
        rally results revenue rise rival rivals sales selloff share shareholder shareholders shares
        slump staff stake stakes stock stocks strike suit supplier surge takeover talks target tie-up
        tie-ups trading unit units upgrade worked workers working works
        """)

    /// Prepositions between what belongs to a company and its name.
    static let links = wordSet(
        """
        against at behind between by for from in into of on over with
        """)

    /// What ends the full name of a company.
    static let suffixes = wordSet(
        """
        ab ag asa co corp corporation holdings inc incorporated limited llc lp ltd nv
        oyj plc sa se spa
        """)

    /// What a hyphen joins to the name of a company.
    static let joined = wordSet(
        """
        affiliated backed bound branded built controlled designed exclusive funded issued led like
        linked made maker operated owned parent powered related run style supplier
        """)
    /// What companies are about to do, behind `to`.
    static let infinitives = wordSet(
        """
        acquire add appeal appoint ban bid boost build buy close create cut delay deliver double drop
        end enter exit expand face fund halt hire increase introduce invest issue join launch lay lift
        list make merge move name offer open partner pay post produce pull raise recall reduce refinance
        refund release reopen replace report restate restructure resume return roll scrap sell separate
        settle shut slash spin split sponsor start stop streamline sue supply take test unveil
        """)

    /// What may stand between a company and what it does or has.
    static let adverbs = wordSet(
        """
        again agrees also annual china could european finally first fourth full global holiday just
        likely may nearly net never new not now once online operating pretax quarterly quietly record
        reportedly same second still third third-quarter u uk unlikely us
        """)
    /// What may follow a company as anything else.
    static let auxiliaries = wordSet("are has is to was will would")

    /// What a company may be, after its name.
    static let states = wordSet("bullish cautious confident optimistic poised upbeat wary")

    /// What a preposition leads on to after the name of a company: `near settlement`, `in talks`.
    static let affairs = wordSet(
        """
        agreement alliance bankruptcy deal dispute fire investigation merger pact partnership pressure
        probe row scrutiny settlement takeover talks
        """)

    /// Third persons of verbs that are plural nouns as well: `delays`, `prices`.
    static let nounForms = wordSet(
        """
        bans bets bids calls challenges charges claims crashes cuts deals debuts delays drops exits
        falls fights files fires gains hikes hits issues jumps lands leads losses moves offers orders
        owners partners plans pledges prices probes profits projects rallies rebounds releases returns
        reviews rises rolls rules sales scores ships shows signs slides slips slumps starts stays steps
        stops strikes supplies surges switches targets teams tests threatens trades trails trains tries
        turns uses views walks wants wins
        """)

    /// Plural verbs that are no nouns: before them is a noun.
    static let pluralVerbs = wordSet(
        """
        are become climb continue disappear emerge force grow have keep leave loom mount persist prompt
        put remain send soar spark strand threaten were worsen
        """)

    /// What prices do.
    static let priceVerbs = wordSet(
        """
        climb double drop ease fall jump plunge rise rocket sink slide slip slump soar spike surge
        tumble
        """)

    /// What is bought and sold, and who leads it.
    static let securities = wordSet("calls ceo cfo options puts share shares stock")

    /// Exchanges before a symbol: `NYSE: F`.
    static let exchanges = wordSet(
        """
        amex ams asx bit bme bse cboe epa etr fra hkex hkg lon lse nasdaq nasdaqgm nasdaqgs nse nyse
        nyseamerican nysearca nysemkt otc otcmkts otcpk swx tse tsx tsxv tyo xetra
        """)
}

/// What companies do and have, in lower case.
enum BusinessWords {
    /// What a company does, after its name.
    static let verbs = wordSet(
        """
        accused acquired acquires adds admits admitted adopts agreed agrees announced announces
        appoints approves axes backs bans beats begins bets bids blames blasts boosts borrows bought
        braces brings builds buoys buys calls cancelled cancels cautions challenges charged charges
        claims clears climbed climbs closes collapses commits completed completes concedes confirms
        considers cooperates counters crashes creates cut cuts debuts declares defends delayed
        delays denied denies dips ditches doubles downgraded dropped drops ends enters escapes exits
        expands expects explores extends eyes faces fails falls fell fights filed files fined fired
        fires gained gains gets gives goes grows halts halves helps hiked hikes hires hit hits
        idles ignores integrates introduces investigated invests issues joins jumped jumps keeps
        lags lands launched launches lays leads licenses lifted lifts loses lost lowered lowers
        maintains makes merges misled missed misses moves mulls named names nears offers opens
        orders ousted ousts outlines outperforms overhauls overtakes owes partners pauses pays picks
        plans pledges plots plunged plunges poised posted posts prepares prices probed profits
        projects promises proposes pulls pumps pushes quits raised raises rakes rallies ramps
        reaches reaffirms rebounds recalled recalls recovers reduces refuses regains reiterates
        rejected rejects releases relents reopens repays replaces reported reports reshuffles
        responds restates restructures resumes retreats returns revamps reveals revises revives
        rises rolls rose rules said sank says scales scores scrapped scraps seeks sees sells settled
        settles shakes sheds ships shows shuts shutters signs sinks skids slashed slashes slid
        slides slips slumped slumps soared soars sold spends spins splits starts stays steps stops
        strikes struggles stumbles subpoenaed sued sues suffers supplies surged surges surpasses
        surprises suspended suspends swings switches takes taps targets teams tells tests threatens
         tops touts trails tries trimmed trims triples tumbled tumbles unaffected underperforms
        unionizes unveiled unveils unwinds upgraded upgrades urges uses vows walks wants warned
        warns weighs wins wipes withdraws won writes
        """)

    /// What a company has, after its name.
    static let nouns = wordSet(
        """
        acquisition analyst analysts antitrust automaker backlog bailout bankers bankruptcy bid
        board bond bonds boss bosses brand brands business businesses buyback buybacks buyout capex
        carmaker cashiers ceo cfo chain chair chairman chairwoman chief clerks cofounder convertible
        coo cto customer customers deal dealer dealers debt delisting deliveries director directors
        dividend division drivers earnings ebitda employee employees engineers eps exec execs
        executive executives factories factory forecast founder guidance headquarters hq
        investigation investor investors ipo lawsuit layoffs listing loss losses management margin
        margins markets merger operations orders outlook output owner parent pension pilots pipeline
        plant plants preferred president probe production profit profitability profits q1 q2 q3 q4
        quarter quarterly recall refineries refinery restructuring result results retailer revenue
        revenues revs rival rivals sales sellers settlement share shareholder shareholders shares
        shipments spinoff spokesman spokesperson spokeswoman staff stake stock stocks store stores
        strike subsidiary supplier suppliers takeover traders turnaround union unit users valuation
        warehouse warehouses worker workers
        """)

    /// What titles about companies name anywhere.
    static let anywhere = wordSet(
        """
        acquisition analyst analysts antitrust automaker bankruptcy bid billion bond bonds buyback
        buyout carmaker ceo cfo chairman deal debt dividend downgrade earnings employees eps
        estimates forecast ftse guidance insurer investment investor investors ipo lawsuit layoffs
        lender margins merger nasdaq nyse outlook profit profits q1 q2 q3 q4 quarter quarterly
        recalls restructuring results retailer revenue revenues revs rival rivals sales share
        shareholder shareholders shares stake stock stocks stores supplier takeover upgrade
        valuation
        """)

    /// What stands directly before the name of a company.
    static let leading = wordSet(
        """
        accuses acquire acquires acquiring agency airline airlines automaker automakers bank beats
        behemoth bidder brand brewer broker builder buy buying buys carmaker carmakers carrier chain
        chipmaker chipmakers client companies company conglomerate contractor customer developer
        distributor downgrade downgrades drugmaker drugstore dumps exits exporter fines fintech firm
        firms giant grocer group heavyweight insurer joins lawmakers-vs lender lenders major majors
        maker makers manufacturer miner network oilmaker operator outperforms overtakes own owner
        owns parent payments pharma planemaker probes processor producer retailer retailers rival
        rivals sell sells short shorts startup sue sues suing supermarket supplier telco telecom
        titan tops trims unicorn upgrade upgrades utility versus vs watchdog
        """)

    /// What belongs to a company, when a preposition leads on to its name.
    static let led = wordSet(
        """
        acquisition alliance analyst analysts antitrust bearish bet bets bid board bond bonds boss
        bullish case ceo cfo chairman charges chief claims compete competes competing competition
        complaint confidence contract coo customer customers deal debt directors downgrade drop
        earnings employee employees execs executive executives factory faith fall fine founder gains
        head heads holding holdings interest invest invested investing investor investors invests
        job jobs jump lawsuit losses manager merger merges orders pact partnership pay plant plants
        position president probe profit profits rally results revenue rise rival rivals sales
        selloff share shareholder shareholders shares slump staff stake stakes stock stocks strike
        suit supplier surge takeover talks target tie-up trading unit units upgrade worked workers
        working works
        """)

    /// Prepositions between what belongs to a company and its name.
    static let links = wordSet(
        """
        against at behind between by for from in into of on over with
        """)

    /// What ends the full name of a company.
    static let suffixes = wordSet(
        """
        ab ag asa co companies company corp corporation holdings inc incorporated limited llc lp ltd
        nv oyj plc sa se spa
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
        acquire add appeal appoint ban bid boost build buy close create cut delay deliver double
        drop end enter exit expand face fund halt hire increase introduce invest issue join launch
        lay lift list make merge move name offer open partner pay post produce pull raise recall
        reduce refinance refund release reopen replace report restate restructure resume return roll
        scrap sell separate settle shut slash spin split sponsor start stop streamline sue supply
        take test unveil
        """)

    /// What may stand between a company and what it does or has.
    static let adverbs = wordSet(
        """
        again agrees also annual china could european finally first fourth full global holiday just
        likely may nearly net never new not now once online operating pretax quarterly quietly
        record reportedly same second still third third-quarter u uk unlikely us
        """)
    /// What may follow a company as anything else.
    static let auxiliaries = wordSet("to is was has will would")
}

/// How analyst houses speak about others, in lower case.
enum AnalystWords {
    /// What they do, after their name.
    static let verbs = wordSet(
        """
        advises affirms analyst analysts assigned assigns bearish believes boosts bullish calls cut
        cuts downgraded downgrades economist economists estimates expects flags forecasts initiates
        keeps lifts likes lowered lowers maintains named names neutral overweight places predicts
        prefers projects puts raised raises rates reaffirms reckons recommends reiterates remains
        revises says sees slashes starts stays strategist strategists survey thinks tips trims
        underweight upgraded upgrades ups warns
        """)

    /// What titles name that tell of a rating.
    static let ratings = wordSet(
        """
        cut cuts downgrade downgraded estimates initiated lifted lowered neutral outlook outperform
        overweight raised rated rating ratings reiterated reiterates resumed started target
        underperform underweight upgrade upgraded
        """)

    /// What makes it news of the house itself.
    static let own = wordSet(
        """
        bankers bonus bonuses branches ceo costs dividend earnings fees he headcount hiring it its
        jobs loss own pay profit results revenue she staff stake unit workforce
        """)
}

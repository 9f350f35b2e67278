/// The words that tell a language: function words, and what its headlines about companies say most.
enum LanguageWords {
    /// English.
    static let english = """
        calls call election sale french german spanish italian japanese minister president government
        about acquires after against ahead all amid an and announces are as at back bank be beats before
        best between big bill billion boss budget but buy by can ceo chief china companies company could
        court cut cuts data day deal declares dividend down drop drops earnings economy fall falls firm
        first for from gain gains get global group growth had has have he help her high higher his hit
        hits home how if in inflation interest into investors is it its jobs jump jumps just launches
        loss losses low lower lowers made make market markets may million misses more my new next no not
        now of off oil on one or our out outlook over per plan plans price prices profit quarter raised
        raises rate rates record report results rise rises said sales say says sees sell set shares she
        should still stock stocks take talks target tax than that the their they this to today top trade
        trading two uk under up update upgrade us was we week what when while who why will with workers
        world would year you your
        """

    /// Words of other languages that English headlines have too, as in names.
    static let shared = """
        brasil do e premier novo nova primer
        action actions al an auto banca banco bank chef chute das de del den der des deutsche deutschen
        die do emplois en es euro euros for ha in is kan la le lo mas met millions no on over per plus
        sale se si trimestre un under van ventes will
        """

    /// The other languages that use Latin letters, by their code (BCP 47).
    static let foreign: [(code: String, words: String)] = [
        // French.
        (
            "fr",
            """
            accord accélère action actions amende an annonce année après au aux avec avoir baisse banque
            bourse bénéfice bénéfices ce ces cette chez chute chômage comment condamnée contre
            croissance d'euros dans de depuis dernière des dette deuxième du démissionne emplois en
            entre entreprise et faillite fait français française gouvernement grève hausse incendie la
            le les leur leurs mais malgré marché milliards millions moins ne nouveau nouvelle ou où par
            pas patron perte pertes plus pour pourquoi premier prix qu que qui rachat rappelle recule
            relève résultats sa salariés se selon semestre ses son sont sous supprime sur taux toujours
            tous tout trimestre troisième très un une usine usines va ventes vers vont zone être
            """
        ),
        // German.
        (
            "de",
            """
            ab abbau aktie aktien als an auch auf aus autobauer bank baut bei bricht chef das dem den
            der des deutsche deutschen deutschland die droht durch ein eine einem einen erneut euro
            fallen fordert fährt fällt für gegen geht gewinn gewinnwarnung haben hat hebt herunter im
            insolvenz ist jahr jahren jetzt kauft kein keine klage konzern kräftig kursrutsch könnte
            laut mehr meldet milliarden millionen millionenstrafe mit mitarbeiter muss müssen nach neue
            neuen nicht noch oder ohne produktion prognose prozent quartal razzia rote roten ruft rund
            rückruf schließt seit senkt sich sind soll sollen sparte steigen steigt stellen stellenabbau
            streicht streik stürzt tausende tief trotz um umsatz und unter unternehmen verhaftet
            verkauft verlust vom von vor warnt wegen weniger werden werk werke wie wieder will wird
            wollen zahlen zahlt zinsen zum zur zurück zwischen über übernahme
            """
        ),
        // Spanish.
        (
            "es",
            """
            acciones aeropuertos al ante ayudas año años baja bajan banco bolsa cae caen cierra como
            compra con contra crecimiento de del desde despidos deuda dólares el empleo empresa en entre
            es euros gana ganancias gobierno ha han hasta huelga industria inflación la las lo los menos
            millones ministro multa más no nueva nuevo para paro pero personas pierde por precio precios
            primer primera pérdida pérdidas que rebaja recorta récord récords se según semestre será
            sobre son su sube suben sus trabajadores tras trimestre un una venta ventas
            """
        ),
        // Italian.
        (
            "it",
            """
            agli ai al alla alle anni anno attese auto azioni banca borsa calano che chiude come con
            contro crescita crollo da dal dalla degli dei del della delle di dopo fra gli governo ha
            hanno il in la lancia le lo ma meno miliardi miliardo milioni nel nella non nuova nuovo
            oltre per perdita perdite piano più sale scende sciopero si sono su sui sulla taglia tassi
            tra trimestre tutta tutti un una utile utili vendite
            """
        ),
        // Portuguese.
        (
            "pt",
            """
            alta ano anos anuncia aos após até ação ações banco bilhões bolsa caem cai com como contra
            da das de desde devido do dos dólar empresa entre fecha foi governo greve inflação juros
            lucro mais mantém mas menos milhões na nas nesta neste no nos nova novo não os ou para pela
            pelo por prejuízo primeiro que queda se segundo sobe sobem sobre são taxa tem terceiro
            trimestre têm um uma vendas
            """
        ),
        // Dutch.
        (
            "nl",
            """
            aan aandeel aandelen af als banen belang bij boekt cijfers daalt dat de derde die door
            dreigt duizenden een eerste en faillissement hebben heeft het hogere in is jaar koopt
            kwartaal lagere meer met miljard miljoen na naar niet nieuwe nog om omzet onderuit ook op
            over rente schrapt stijgt te tegen terug tweede uit van verder verkoopt verlies voor wil
            winst worden wordt zijn zwakke
            """
        ),
        // Swedish.
        (
            "sv",
            """
            aktien aktier anställda att av banken bolaget den det efter en ett faller från för förlust
            har höjer inte kan kronor kvartalet med miljarder miljoner mot och om procent på rasar
            räntan ska som stiger sänker till under varslar vid vinst vinstvarning är över
            """
        ),
        // Danish and Norwegian.
        (
            "da",
            """
            af aktien aktier ansatte banken den det efter en er et etter for forventningerne fra fyrer
            har ikke kan kroner kvartal kvartalet med milliarder millioner mod nedjusterer og om
            opjusterer over overskud på renten selskabet skal som sterkt til under underskud utbyttet
            ved øker
            """
        ),
        // Polish.
        (
            "pl",
            """
            akcje banku dla do jest mld na nie od po połowę przez rok roku się spadł spółka wzrósł za
            zysk zł że
            """
        ),
        // Turkish.
        (
            "tr",
            """
            artırdı bankası bir bu dolar düştü enflasyon faizi hisse ile için kâr merkez milyar milyon
            ve yükseldi yüzde zarar şirketi
            """
        ),
        // Finnish.
        (
            "fi",
            """
            ei että euroa irtisanoo ja laskee miljoonaa nousee on osake pankki prosenttia se tuhansia
            tulos työntekijöitä vuoden yhtiö
            """
        ),
        // Indonesian.
        (
            "id",
            """
            akan bank bunga dan dari dengan di ini itu laba miliar naik naikkan pada persen rugi saham
            suku triliun turun untuk yang
            """
        ),
    ]
}

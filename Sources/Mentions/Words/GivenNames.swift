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
        aamir aaron abdul abigail abolhassan ada adam adel adele adem adler adrian agnes
        agnieszka ahmed aime ainars alain alan albert alberto alec alejandro aleksander
        aleksandra alessandro alex alexander alexandra alexandre alexei alfie alfred ali alice
        alina alison alistair allan alma amanda amber amelia amir amit amy anatoly anders andre
        andrea andreas andrei andrew andruw andy angel angela anil anita anja anke ann anna
        annabel anne annett anthony antoine anton antonella antonio arantxa aravinda archie
        ariana arif arjuna arlene armando arnaud arnold arthur artur asa asanka ashley asif
        aslan audrey austin ava barbara barry beatrice becky bella ben benazir benjamin bernard
        bernd bernhard bernie bert berti beth betty bill billy bjorn bob bobby bohdan bonnie
        boris boutros brad bradley brady brandi brandon brenda brett brian brigita bruce bruno
        bryan bryce burhanuddin byron caitlin cameron camila carl carla carlo carlos carol
        carolyn carrie cassandra catherine cecil cecilia cedric celeste chad chaminda chan
        chandra charles charlotte chen cheryl chevy chloe chris christian christina christine
        christophe christopher chuck cindy claire clarence claudia claudio claus clayton clint
        clive cody colin conchita connor constance corentine corey cornelius cosmin costantino
        costas costis courteney courtney craig cristiano cristina cynthia cyril daisy dally
        damian damon dan danie daniel danny daphne dariusz darren darryl darryn dave davey david
        debbie deborah debra deirdre dejan delia dennis denny derek derrick desi desiree desmond
        diana diane didier diego dieter dietmar dimitrios dimitris dionne dirk dmitry dolly
        dolores dominic dominick dominique don donald donna donne donovan dora doris dorothy dos
        doug douglas drew duffy duncan dwayne dwight dylan eamonn earl ed eddie edgar edith edna
        edouard edsel eduardo edward edwin eefje eileen elaine eleanor elena eli elia elijah
        elizabeth ella ellen eloise elsie elvis emanuele emilio emily emma emmanuel emmett
        enrique enzo eric erica erik erin ernest ernie estelle esther ethan ethel eugen eugene
        eunice evelyn fabien fabio fabrizio faith fatima faye federico felix fernando fidel
        filip filippo finn fiona florian frances francesco francisco franck francois frank
        frankie franz fred freddy frederic freya gabriel gabriela gail galina galo gareth garry
        gary gaston gavin geir gennadi geoff geoffrey george georges gerald geraldine gerard
        gerhard gert gianluca gianni gilbert gillian gina giovanni giuseppe gladys glen glenda
        glenn gloria glyn goran gordon goulnara grace graeme graham greg gregory greta guillaume
        guus gwen gwendolyn gwyneth hailey hakan hannah hans harold harrison harry harvey hashan
        hassan hazel heather hector heidi heiko helen helena helmut hendrik henri henrietta
        henry herbert herman hermawan hernan herve hever hicham hidemichi hilary hilda hillary
        hosni hristo hugh hugo humberto iain ian igor ijaz ilie imogen imran ines inez inga
        inger ingrid irene irina isaac isabel isel isla ismail itamar iva ivan ivanka jacek jack
        jackie jacob jacqueline jacques jada jaime jakob jalal james jamie jan jana jane janet
        janice jans jansher jared jarmo jasmine jason javier jay jayden jean jeanette jeff
        jeffrey jenna jennifer jenny jens jeremiah jeremy jeroen jerome jerry jesper jesse
        jessica jessie jesus jiang jill jim jimmy jimy jiri joakim joan joanne joao joaquin
        jocelyn jody joe joel joey johan john johnny jon jonas jonathan jonathon joost jordan
        jordi jorge jose joseph josephine josh joshua josie joyce juan judith judy juergen juha
        julia julian julie juliet julio julius justin kanye kara karem karen karim karin karina
        karl karol karsten kaspars katarina kate katherine kathleen kathrin kathryn kathy kayla
        keir keith kelly ken kendall kengo kenneth kenny kevin khaled khloe kim kimberly kimiko
        kirk kirsten klas klaus kourtney kris kristen kristi kristie kristin kristina krzysztof
        kumara kurt kyle kylie lance lara larisa larry lars laura lauren laurence laurent
        lawrence leah leander lee leila lena lennart lenny leo leon les lester liam lily linda
        lindsay lindsey lionel lisa lita liu logan lois lola loren loretta lorraine louie louis
        louise luc luca lucas lucia luciano lucille lucy ludmila luis lukas luke luo luther
        lydia lyle maarten mabel mackenzie madison maeve magdalena maggie magnus malcolm mandy
        manuel marc marcel marcelo marcin marco marcos marcus margaret margot maria mariaan
        marianne mariano marie marilyn marina mario marion marissa marjorie mark markus marlene
        marsha martha martin martina marvin marwan mary mason massoud matt matthew matthias maud
        maureen mauricio mauro max maxine maya megan megawati meghan melania melanie melissa
        melvin meredith merlene mia michael michel michele michelle mick mickey miguel mihai
        mika mikael mike mildred miles millie miltiadis milton mindy miriam misael mitch
        mitchell mohamed mohammad mohammed moin mona monica monique moses muammar mukesh muriel
        mustapha muthiah myra nadia naina nana nancy naoko naomi nasser natalia natalie natalya
        natasha nate nathalie nathan nawaz neal ned neil nell nellie newt niall nicholas nick
        nicklas nicky nico nicola nicolas nicole nigel nikola nikolai nina noah noel nolan nora
        norma norman norodom noureddine nuour odette oksana olaf olga oliver olivia olivier omar
        omer oprah orhan orson oscar osvaldo owen pablo padraig pamela paola pascal patrice
        patricia patrick paul paula pauline paulo pavel pedro peggy penelope percy perez pete
        peter petr petra phil philip philippe phillip phoebe phylis pierre piers pieter priya
        quentin rachel radka rafael rafe rahul raj ralph ramon ramona randall randy raphael
        raquel ravi ravindra ray raymond rebecca reggie regina rene renzo rhonda ricardo richard
        richey rick ricky rishi rita rob robbie robert roberto robin rocky roderick rodney roger
        rohan roland rolf romesh ron ronald ronan ronnie ronny rosa rosemary roshan rosie
        roxanne roy ruben ruby rudi rudolf rudy rufus rui rupert russ russell ruth ryan ryszard
        ryutaro sabine sachin sadie saeed salim sally sam samantha sameh sammy samuel sanath
        sanchez sandra sandrine sandy sanjay saqlain sara sarah sasha satoshi saul scott sean
        sebastian sebastien seiki selena serena sergei sergi seth severine shane sharon shaun
        shawn shayne sheila shelby sheldon shelley sherman sherry shirley shuzo sidney sienna
        sigurd silas silke silvio simon slobodan sonia sonny sonya sophie soren spencer stacy
        stan stefan stefano steffen steffi stella stephan stephane stephanie stephen steve
        steven stewart stuart suleyman susan suzanne sven svetlana sybil sylvia tabitha tamara
        tami tammy tang tansu tanya tara tasha tatiana tatyana ted terence teresa terrence terry
        thelma theo theodora theodore theresa thierry thomas tiffany tim timothy tina toby todd
        tom tomas tommi tommy tony tracy trevor tristan troy trudy tucker tyler ukyo ulysses
        ursula valerie vanessa vaughn vera vernon veronica vicky victor victoria viktor vince
        vincent vinny viola violet violeta virgil virginia vivian vladimir volker vyacheslav
        wally walter wanda wang wayne wendell wendy werner wesley whitney wilbur wilfred
        wilfried will william willie wilma wilt winifred winston wolfgang xavier yasser yasushi
        yekaterina yelena yevgeny yitzhak yolanda yone youri yuri yvette yvonne zach zachary
        zack zelda zhang zinedine zinzan zoe zubair
        """)

    /// What only persons do, before an age or a place.
    static let deeds = wordSet("aged dead died dies marries married weds")
}

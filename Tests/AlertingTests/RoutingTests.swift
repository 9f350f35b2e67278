import Alerting
import Domain
import TestSupport
import Testing

@Suite struct RoutingTests {
    private static let now = Instant(seconds: 1_795_426_200)

    /// A log, a desk and a pager; the rule `banks` names the pager, the rule `all` names nothing.
    private var routing: Routing {
        var banks = WatchRule(id: "banks", streams: [])
        banks.sinks = ["pager"]
        return Routing(sinks: ["desk", "pager"], rules: [banks, WatchRule(id: "all", streams: [])])
    }

    private func alert(_ rule: String? = nil, at time: Instant = now) -> Alert {
        var alert = Alert.sample(at: time)
        alert.rule = rule
        return alert
    }

    private func silence(_ streams: String, from: Instant = now, until: Instant = now + .seconds(60))
        -> Silence
    {
        Silence(id: 1, streams: streams, from: from, until: until, by: "me", reason: nil)
    }

    @Test func `An alert goes to all sinks, or to those of its rule, and always to the log`() {
        let facts = RoutingFacts()
        #expect(
            routing.route(alert(), facts)
                == NoticeRoute(receivers: ["log", "desk", "pager"], isSilenced: false))
        #expect(routing.route(alert("banks"), facts).receivers == ["log", "pager"])
        #expect(routing.route(alert("all"), facts).receivers == ["log", "desk", "pager"])
        #expect(routing.route(alert("gone"), facts).receivers == ["log", "desk", "pager"])
    }

    @Test func `A later notice goes where the first one went, as far as its sinks still exist`() {
        var facts = RoutingFacts()
        facts.first = .init(receivers: ["log", "pager", "removed"], isSilenced: false)
        #expect(routing.route(alert(), facts).receivers == ["log", "pager"])
        facts.first = .init(receivers: nil, isSilenced: false)
        #expect(
            routing.route(alert("banks"), facts).receivers == ["log", "pager"], "as if it were the first")
    }

    @Test func `An alert that another one tells of goes nowhere until it is told by itself`() {
        var told = alert("banks")
        told.toldBy = "a0"
        let nowhere = NoticeRoute(receivers: [], isSilenced: false)
        #expect(routing.route(told, RoutingFacts()) == nowhere)
        var facts = RoutingFacts()
        facts.first = .init(receivers: [], isSilenced: false)
        #expect(routing.route(told, facts) == nowhere)
        #expect(routing.route(alert("banks"), facts).receivers == ["log", "pager"])
    }

    @Test func `A silence keeps an alert from its sinks, to the millisecond`() {
        var facts = RoutingFacts()
        facts.silences = [silence("topic:*"), silence("entity:*")]
        for (milliseconds, isSilenced) in [
            (-1, false), (0, true), (279, true), (59_999, true), (60_000, false),
        ] {
            let alert = alert(at: Self.now + .milliseconds(milliseconds))
            #expect(routing.route(alert, facts).isSilenced == isSilenced, "\(milliseconds)")
        }
        facts.silences = [silence("topic:*")]
        #expect(routing.route(alert(), facts).isSilenced == false)
        facts.silences = [silence("entity:ACM")]
        #expect(routing.route(alert(), facts).isSilenced == false, "a name is not a prefix")
    }

    @Test func `A muted alert reaches no sink, and keeps its receivers for the record`() {
        var facts = RoutingFacts()
        facts.isMuted = true
        #expect(
            routing.route(alert("banks"), facts)
                == NoticeRoute(receivers: ["log", "pager"], isSilenced: true))
    }

    @Test func `What held for the first notice holds for the later ones`() {
        var facts = RoutingFacts()
        facts.silences = [silence("entity:*")]
        facts.first = .init(receivers: ["log"], isSilenced: false)
        #expect(routing.route(alert(), facts).isSilenced == false, "who saw it fire sees it end")
        facts.silences = []
        facts.first = .init(receivers: ["log"], isSilenced: true)
        #expect(routing.route(alert(), facts).isSilenced, "who did not see it fire does not see it end")
    }
}

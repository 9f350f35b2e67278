import Domain
import History
import TestSupport
import Testing

@testable import Outcomes

@Suite struct CaseSetTests {
    private static func alert(
        _ id: String, _ stream: Domain.Stream, _ risks: [RiskType] = [], kind: Alert.Kind = .surge
    ) -> Alert {
        var alert = Alert.sample(id, of: stream)
        alert.risks = risks
        alert.kind = kind
        return alert
    }

    private static let past = [
        alert("own", .entity("ACME")), alert("part", .entityTopic("ACME", topic: "legal")),
        alert("rule", Stream.entity("ACME").watched(by: "r"), kind: .positiveSurge),
        alert("probe", .entity("BOLT"), [.workforce, .probe]),
        alert("legal", .entityTopic("BOLT", topic: "legal")), alert("other", .entity("CRUX")),
        alert("market", .market), alert("topic", .topic("legal")), alert("theme", .theme("tariff")),
    ].map { FiredAlert(id: $0.id, at: $0.at, stream: $0.stream, kind: $0.kind, risks: $0.risks) }

    private func cases(_ set: CaseSet, of subject: StudySubject) -> [String] {
        Self.past.filter { set.contains($0, of: subject) }.map(\.id)
    }

    @Test func `The sets of a company widen from itself to all companies`() {
        let subject = StudySubject(
            Self.alert("now", .entityTopic("ACME", topic: "legal"), [.probe, .litigation]))
        #expect(cases(.company, of: subject) == ["own", "part"])
        #expect(cases(.risk, of: subject) == ["probe"])
        #expect(cases(.topic, of: subject) == ["part", "legal"])
        #expect(cases(.all, of: subject) == ["own", "part", "probe", "legal", "other"])
        #expect(CaseSet.company.inWords(subject) == "about ACME")
        #expect(CaseSet.risk.inWords(subject) == "about an investigation")
    }

    @Test func `The alert itself is none of its cases, and good news is not like bad news`() {
        #expect(cases(.company, of: StudySubject(Self.alert("own", .entity("ACME")))) == ["part"])
        let good = StudySubject(Self.alert("now", .entity("ACME"), kind: .positiveShare))
        #expect(cases(.all, of: good) == ["rule"])
    }

    @Test func `Topics and the market go by the index, themes and feeds have no price`() {
        let market = StudySubject(Self.alert("now", .market))
        #expect(cases(.company, of: market) == ["market"] && cases(.all, of: market) == ["market", "topic"])
        #expect(StudySubject(Self.alert("now", .theme("tariff"))).isPriceless)
        #expect(!market.isPriceless)
    }

    @Test func `A kind of risk can be asked for without a company`() {
        let subject = StudySubject(entity: nil, risk: .probe)
        #expect(cases(.company, of: subject).isEmpty && cases(.topic, of: subject).isEmpty)
        #expect(cases(.risk, of: subject) == ["probe"])
    }
}

import Domain
import Testing

@testable import Training

@Suite struct VariantsTests {
    private let variants = Variants(
        share: 1, of: [LabeledText(text: "", entities: [LabeledEntity(name: "Zenith", sentiment: 1)])])

    @Test func `Other names take the places of the entities with their labels`() {
        var random = SplitMix64(seed: 1)
        let text = LabeledText(
            text: "Acme wins order", sentiment: 2, entities: [LabeledEntity(name: "Acme", sentiment: 2)])
        let variant = variants.withOtherNames(text, &random)
        #expect(variant?.text == "Zenith wins order")
        #expect(variant?.entities == [LabeledEntity(name: "Zenith", sentiment: 2)])
        #expect(variant?.sentiment == 2)
        let absent = LabeledText(
            text: "It wins order", entities: [LabeledEntity(name: "Acme", sentiment: 2)])
        #expect(variants.withOtherNames(absent, &random) == nil)
    }

    @Test func `Cashtags are replaced or dropped, prices are not`() {
        for seed in 0..<20 as Range<UInt64> {
            var random = SplitMix64(seed: seed)
            let variant = variants.withOtherTickers(
                LabeledText(text: "$BYND falls to $12 on weak sales"), &random)
            #expect(variant?.text.contains("BYND") == false)
            #expect(variant?.text.hasSuffix("falls to $12 on weak sales") == true)
            #expect(variants.withOtherTickers(LabeledText(text: "costs $12 a share"), &random) == nil)
        }
    }

    @Test func `A number changes only where no figures are compared`() {
        var random = SplitMix64(seed: 3)
        let variant = variants.withOtherNumber(LabeledText(text: "Shares gain 5.5 %"), &random)
        #expect(variant?.text.split(separator: " ")[2].count == 3)
        #expect(variants.withOtherNumber(LabeledText(text: "Profit 5 compared with 3"), &random) == nil)
        #expect(variants.withOtherNumber(LabeledText(text: "Profit 5 , against"), &random) == nil)
        #expect(variants.withOtherNumber(LabeledText(text: "No figures"), &random) == nil)
    }

    @Test func `A synonym keeps the labels`() {
        var random = SplitMix64(seed: 5)
        let variant = variants.withSynonym(LabeledText(text: "Profit rose", sentiment: 2), &random)
        #expect(
            variant == nil || ["Profit climbed", "Profit gained", "Profit advanced"].contains(variant?.text))
        #expect(variant?.sentiment ?? 2 == 2)
    }

    @Test func `An antonym turns every label`() {
        var random = SplitMix64(seed: 1)
        let text = LabeledText(
            text: "Acme loss widened", sentiment: 0, topic: 3,
            entities: [LabeledEntity(name: "Acme", sentiment: 0)])
        let variant = variants.flipped(text, &random)
        #expect(variant?.text == "Acme loss narrowed")
        #expect(variant?.sentiment == 2)
        #expect(variant?.entities == [LabeledEntity(name: "Acme", sentiment: 2)])
        #expect(variant?.labels[.topic] == Label())
        for unsure in [
            LabeledText(text: "Profit rose", sentiment: 1),
            LabeledText(text: "Profit rose as costs fell", sentiment: 2),
            LabeledText(
                text: "Profit rose", sentiment: 2, entities: [LabeledEntity(name: "Profit", sentiment: 1)]),
        ] {
            #expect(variants.flipped(unsure, &random) == nil, "\(unsure.text)")
        }
    }

    @Test func `A share of zero leaves every text as it is`() {
        var random = SplitMix64(seed: 1)
        let text = LabeledText(text: "Profit rose 5 %", sentiment: 2)
        #expect(Variants(share: 0, of: [text]).varied(text, using: &random) == text)
    }
}

import Testing

@testable import Detection

/// Values from scipy.stats 1.17.1 (`-nbinom.logsf(k - 1, r, p)` and so on).
@Suite struct TailsTests {
    @Test(arguments: [
        (3, 0.5, 0.7, 3.398061270408423), (10, 2.0, 5.0, 4.469972313986905),
        (60, 1.0, 1.6, 56.31549812417708),
        (5, 8.0, 12.0, 0.16429799100308512), (200, 3.0, 6.0, 130.08735520506505),
        (3, 0.5, 0.5, 4.241383135455769),
        (100, 2.0, 1.0, 296.4046608308802),
    ])
    func `Negative binomial tails are those of the reference`(
        k: Int, mean: Double, variance: Double, wanted: Double
    ) {
        let found = negativeBinomialTail(atLeast: k, mean: mean, variance: variance)
        #expect((found - wanted).magnitude < 1e-8 * max(1, wanted))
    }

    @Test(arguments: [
        (5, 5, 0.2, 8.047189562170502), (8, 10, 0.25, 7.785301367849872), (3, 10, 0.5, 0.05623971832287608),
        (100, 120, 0.25, 92.57768889481213),
    ])
    func `Binomial tails are those of the reference`(k: Int, n: Int, p: Double, wanted: Double) {
        #expect((binomialTail(atLeast: k, of: n, probability: p) - wanted).magnitude < 1e-8 * max(1, wanted))
    }

    @Test func `A tail grows with the count and falls with the mean`() {
        for mean in [0.01, 0.5, 3, 40] {
            var last = -1.0
            for k in 0..<80 {
                let tail = negativeBinomialTail(atLeast: k, mean: mean, variance: mean * 1.5)
                #expect(tail >= last)
                #expect(tail + 1e-9 >= negativeBinomialTail(atLeast: k, mean: mean * 2, variance: mean * 3))
                last = tail
            }
        }
    }

    @Test func `The edges are certain or impossible`() {
        #expect(negativeBinomialTail(atLeast: 0, mean: 1, variance: 2) == 0)
        #expect(negativeBinomialTail(atLeast: 1, mean: 0, variance: 0) == .infinity)
        #expect(binomialTail(atLeast: 3, of: 2, probability: 0.5) == .infinity)
        #expect(binomialTail(atLeast: 2, of: 2, probability: 1) == 0)
    }
}

import Glibc

// Tails of distributions, as −ln of a probability, accurate where the probability itself would underflow.

/// −ln P(X ≥ k) for X negative binomial with this mean and variance; the Poisson tail when variance ≤ mean.
///
/// Sums the terms from k upwards in log space: P(x + 1) / P(x) = (x + r) / (x + 1) · q, with r = mean² /
/// (variance − mean) and q = (variance − mean) / variance (Johnson, Kemp and Kotz, "Univariate Discrete
/// Distributions", 5.2).
func negativeBinomialTail(atLeast k: Int, mean: Double, variance: Double) -> Double {
    guard k > 0 else { return 0 }
    guard mean > 0 else { return .infinity }
    let excess = variance - mean
    guard excess > mean * 1e-9 else { return poissonTail(atLeast: k, mean: mean) }
    let r = mean * mean / excess
    let q = excess / variance
    let x = Double(k)
    let logFirst = lgamma(x + r) - lgamma(r) - lgamma(x + 1) + r * log(mean / variance) + x * log(q)
    return tail(logFirst: logFirst, from: k, mean: mean) { ($0 + r) / ($0 + 1) * q }
}

/// −ln P(X ≥ k) for X Poisson.
func poissonTail(atLeast k: Int, mean: Double) -> Double {
    guard k > 0 else { return 0 }
    guard mean > 0 else { return .infinity }
    let x = Double(k)
    return tail(logFirst: x * log(mean) - mean - lgamma(x + 1), from: k, mean: mean) { mean / ($0 + 1) }
}

/// −ln P(X ≥ k) for X binomial: n trials that each succeed with probability p.
func binomialTail(atLeast k: Int, of n: Int, probability p: Double) -> Double {
    guard k > 0 else { return 0 }
    guard k <= n, p > 0 else { return .infinity }
    guard p < 1 else { return 0 }
    let (x, m) = (Double(k), Double(n))
    let logFirst =
        lgamma(m + 1) - lgamma(x + 1) - lgamma(m - x + 1) + x * log(p) + (m - x) * log(1 - p)
    return tail(logFirst: logFirst, from: k, mean: m * p) { ($0 < m ? (m - $0) / ($0 + 1) * p / (1 - p) : 0) }
}

/// −ln of the sum of terms from `k` on, given the log of the first and the ratio of each to the one before.
private func tail(logFirst: Double, from k: Int, mean: Double, ratio: (Double) -> Double) -> Double {
    var sum = 1.0
    var term = 1.0
    var x = Double(k)
    // Terms rise up to the mean and then fall at least geometrically; the bound is for means far above k,
    // where the tail is near 1 anyway.
    for _ in 0..<100_000 {
        term *= ratio(x)
        x += 1
        sum += term
        if term < sum * 1e-15 && x > mean { break }
        if sum > 1e280 { return 0 }
    }
    return max(0, -(logFirst + log(sum)))
}

import Glibc

// The C library in double precision, as the reference.

func exponential(_ x: Double) -> Double { exp(x) }
func hyperbolicTangent(_ x: Double) -> Double { tanh(x) }

/// The distribution function of the standard normal distribution.
func normalDistribution(_ x: Double) -> Double { 0.5 * (1 + erf(x * 0.5.squareRoot())) }

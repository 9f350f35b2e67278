import Glibc

// The C library's functions, under names that say which.

func logarithm(_ x: Float) -> Float { logf(x) }
func exponential(_ x: Float) -> Float { expf(x) }
func errorFunction(_ x: Float) -> Float { erff(x) }

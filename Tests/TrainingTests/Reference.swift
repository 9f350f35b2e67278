import Glibc

// The C library, as the reference.

func exponential(_ x: Float) -> Float { expf(x) }

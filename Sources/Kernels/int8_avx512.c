//===- int8_avx512.c - int8 with AVX-512 VNNI: 24 sums --------------------===//

#if defined(__x86_64__)

#include "int8_operations.h"

#include <immintrin.h>

#define LANES 16
#define ROWS 12
#define VECTORS 2
#define OFFSET 128
#define FUSED 1
#define TABLE kernels_int8_avx512
#define NAME "avx512-vnni"
#include "int8_vectors.h"

#pragma clang attribute push(                                                  \
    __attribute__((                                                            \
        target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,fma"))),         \
    apply_to = function)

/// VPDPBUSD: unsigned activations, signed weights.
static inline __attribute__((always_inline)) Ints dot4(Ints sums, Ints x,
                                                       Ints b) {
  return (Ints)_mm512_dpbusd_epi32((__m512i)sums, (__m512i)x, (__m512i)b);
}
#include "int8.inc"
#pragma clang attribute pop

#endif

//===- int8_avxvnni.c - int8 with AVX2 and VNNI on 256 bits ---------------===//

#if defined(__x86_64__)

#include "int8_operations.h"

#include <immintrin.h>

#define LANES 8
#define ROWS 6
#define VECTORS 2
#define OFFSET 128
#define FUSED 1
#define TABLE kernels_int8_avxvnni
#define NAME "avx-vnni"
#include "int8_vectors.h"

#pragma clang attribute push(__attribute__((target("avx2,fma,avxvnni"))),      \
                             apply_to = function)

/// VPDPBUSD in its VEX form: unsigned activations, signed weights.
static inline __attribute__((always_inline)) Ints dot4(Ints sums, Ints x,
                                                       Ints b) {
  return (Ints)_mm256_dpbusd_avx_epi32((__m256i)sums, (__m256i)x, (__m256i)b);
}
#include "int8.inc"
#pragma clang attribute pop

#endif

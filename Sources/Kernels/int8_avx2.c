//===- int8_avx2.c - int8 with AVX2 ---------------------------------------===//

#if defined(__x86_64__)

#include "int8_operations.h"

#include <immintrin.h>

#define LANES 8
#define ROWS 4
#define VECTORS 2
#define OFFSET 0
#define FUSED 1
#define TABLE kernels_int8_avx2
#define NAME "avx2"
#include "int8_vectors.h"

#pragma clang attribute push(__attribute__((target("avx2,fma"))),              \
                             apply_to = function)

/// VPMADDUBSW multiplies unsigned by signed bytes and adds pairs in 16 bits:
/// with |x| <= 127 on one side and the sign on the other no pair overflows.
static inline __attribute__((always_inline)) Ints dot4(Ints sums, Ints x,
                                                       Ints b) {
  __m256i pairs =
      _mm256_maddubs_epi16(_mm256_abs_epi8((__m256i)x),
                           _mm256_sign_epi8((__m256i)b, (__m256i)x));
  return sums + (Ints)_mm256_madd_epi16(pairs, _mm256_set1_epi16(1));
}
#include "int8.inc"
#pragma clang attribute pop

#endif

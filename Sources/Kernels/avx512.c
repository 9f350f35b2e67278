//===- avx512.c - AVX-512: 24 sums, 2 of B, broadcasts from memory --------===//

#if defined(__x86_64__)

#define LANES 16
#define TILE 12
#define TABLE kernels_avx512

#pragma clang attribute push(                                                  \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,fma"))),         \
    apply_to = function)
#include "template.inc"
#pragma clang attribute pop

#endif

//===- avx2.c - AVX2 with FMA: 12 sums, 2 of B, 1 broadcast of 16 regs ----===//

#if defined(__x86_64__)

#define LANES 8
#define TILE 6
#define TABLE kernels_avx2

#pragma clang attribute push(__attribute__((target("avx2,fma"))),             \
                             apply_to = function)
#include "template.inc"
#pragma clang attribute pop

#endif

//===- int8_neon.c - int8 with NEON and its dot product -------------------===//

#if defined(__aarch64__)

#include "int8_operations.h"

#include <arm_neon.h>

#define LANES 4
#define ROWS 6
#define VECTORS 4
#define OFFSET 0
#define FUSED 1
#define TABLE kernels_int8_neon
#define NAME "neon"
#include "int8_vectors.h"

#pragma clang attribute push(__attribute__((target("dotprod"))),               \
                             apply_to = function)

/// SDOT: signed on both sides.
static inline __attribute__((always_inline)) Ints dot4(Ints sums, Ints x,
                                                       Ints b) {
  return (Ints)vdotq_s32((int32x4_t)sums, (int8x16_t)x, (int8x16_t)b);
}
#include "int8.inc"
#pragma clang attribute pop

#endif

//===- int8_portable.c - int8 in plain C: what the others are tested with -===//

#include "int8_operations.h"

#include <string.h>

#define LANES 4
#define ROWS 4
#define VECTORS 2
#define OFFSET 0
#define FUSED 0
#define TABLE kernels_int8_portable
#define NAME "portable"
#include "int8_vectors.h"

static inline __attribute__((always_inline)) Ints dot4(Ints sums, Ints x,
                                                       Ints b) {
  int8_t left[LANES * 4], right[LANES * 4];
  memcpy(left, &x, sizeof left);
  memcpy(right, &b, sizeof right);
  for (int lane = 0; lane < LANES; ++lane)
    for (int i = 0; i < 4; ++i)
      sums[lane] += left[lane * 4 + i] * right[lane * 4 + i];
  return sums;
}
#include "int8.inc"

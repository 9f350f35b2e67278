//===- stored_rows.c - Rows of weights, from and to how they are stored ---===//
//
// Rows are read once, when weights are opened, or a few at a time, when words
// are looked up: one version for all instruction sets is enough.
//
//===----------------------------------------------------------------------===//

#include "Kernels.h"

#include <math.h>
#include <string.h>

#define GROUP 32

void kernels_add_int4(float *y, const uint8_t *elements, const uint8_t *scales,
                      size_t count) {
  for (size_t group = 0; group < count / GROUP; ++group) {
    uint16_t stored;
    memcpy(&stored, scales + group * 2, 2);
    uint32_t bits = (uint32_t)stored << 16;
    float scale;
    memcpy(&scale, &bits, 4);
    const uint8_t *bytes = elements + group * GROUP / 2;
    float *out = y + group * GROUP;
    for (size_t i = 0; i < GROUP / 2; ++i) {
      out[i] += scale * (float)((int)(bytes[i] & 15) - 8);
      out[i + GROUP / 2] += scale * (float)((int)(bytes[i] >> 4) - 8);
    }
  }
}

float kernels_quantize_row(int8_t *q, const float *x, float known,
                           size_t count) {
  float largest = 0;
  for (size_t i = 0; i < count; ++i)
    largest = fmaxf(largest, fabsf(x[i]));
  float scale = known > 0 ? known : largest > 0 ? largest / 127 : 1;
  for (size_t i = 0; i < count; ++i)
    q[i] = (int8_t)fmaxf(fminf(roundf(x[i] / scale), 127), -128);
  return scale;
}

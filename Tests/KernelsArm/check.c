// The NEON kernels against plain loops; `make check-arm` builds this for
// aarch64 and runs it under qemu.

#include "Kernels.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static int failures;

static void expect(double wanted, double found, double tolerance,
                   const char *what) {
  if (!(fabs(wanted - found) <= tolerance) && failures++ < 5)
    printf("%s: %g, not %g\n", what, found, wanted);
}

static void *room(size_t count, size_t size) { return calloc(count, size); }

static void check_product(size_t m, size_t k, size_t n) {
  size_t columns = (n + 31) / 32 * 32, stride = kernels_int8_stride(k);
  int8_t *w = room(k * n, 1), *packed = room(kernels_int8_packed_size(k, n), 1);
  int32_t *sums = room(columns, 4);
  float *scales = room(columns, 4), *bias = room(columns, 4);
  float *x = room(m * k, 4), *c = room(m * n, 4), *x_scales = room(m, 4);
  uint8_t *bytes = room(m * stride, 1);
  for (size_t i = 0; i < k * n; ++i)
    w[i] = (int8_t)(rand() % 255 - 127);
  for (size_t i = 0; i < m * k; ++i)
    x[i] = i % k == 0 ? 127 : (float)(rand() % 255 - 127);
  for (size_t j = 0; j < n; ++j)
    scales[j] = 0.01f, bias[j] = 0.1f;
  kernels_int8_pack(w, k, n, packed);
  kernels_int8_column_sums(packed, k, n, sums);
  kernels_int8_quantize(x, k, m, k, bytes, stride, x_scales);
  KernelsInt8Rows rows = {bytes, stride, x_scales, m};
  KernelsInt8Matrix matrix = {packed, sums, scales, bias, k, n};
  kernels_int8_product(&rows, &matrix, c, n, 0, n, 0);
  for (size_t i = 0; i < m; ++i)
    for (size_t j = 0; j < n; ++j) {
      double sum = 0;
      for (size_t p = 0; p < k; ++p)
        sum += x[i * k + p] * w[j * k + p];
      double wanted = sum * 0.01 + 0.1;
      expect(wanted, c[i * n + j], 1e-4 + 1e-6 * fabs(wanted), "product");
    }
}

static void check_attention(size_t tokens) {
  size_t width = 32, stride = 3 * width;
  float *q = room(tokens * stride, 4);
  float *found = room(tokens * width, 4), *wanted = room(tokens * width, 4);
  for (size_t i = 0; i < tokens * stride; ++i)
    q[i] = (float)(rand() % 1000) / 250 - 2;
  float *scratch = room(kernels_int8_attention_scratch(tokens, width), 4);
  float *plain = room(kernels_attention_scratch(tokens, width), 4);
  kernels_int8_attention(q, q + width, q + 2 * width, stride, found, width,
                         tokens, width, scratch);
  kernels_attention(q, q + width, q + 2 * width, stride, wanted, width, tokens,
                    width, plain);
  for (size_t i = 0; i < tokens * width; ++i)
    expect(wanted[i], found[i], 1e-5, "attention");
}

int main(void) {
  for (int round = 0; round < 60; ++round) {
    check_product(rand() % 20 + 1, rand() % 300 + 1, rand() % 100 + 1);
    check_attention(rand() % 70 + 1);
  }
  printf("%s: %d failures\n", kernels_int8_name(), failures);
  return failures != 0;
}

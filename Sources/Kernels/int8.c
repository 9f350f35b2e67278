//===- int8.c - Packing, and the choice of the int8 instruction set -------===//

#include "Kernels.h"
#include "int8_operations.h"

#include <string.h>

#if defined(__aarch64__) && defined(__linux__)
#include <sys/auxv.h>
#endif

/// The best that the CPU has and kernels_set_level allows.
static const Int8Operations *operations(void) {
#if defined(__x86_64__)
  KernelsLevel level = kernels_level();
  if (level >= KERNELS_AVX512 && __builtin_cpu_supports("avx512vnni"))
    return &kernels_int8_avx512;
  if (level >= KERNELS_AVX2 && __builtin_cpu_supports("avxvnni"))
    return &kernels_int8_avxvnni;
  if (level >= KERNELS_AVX2)
    return &kernels_int8_avx2;
#elif defined(__aarch64__) && defined(__linux__)
  // HWCAP_ASIMDDP of <asm/hwcap.h>.
  if (getauxval(AT_HWCAP) & (1UL << 20))
    return &kernels_int8_neon;
#endif
  return &kernels_int8_portable;
}

const char *kernels_int8_name(void) { return operations()->name; }

static size_t panels(size_t n) {
  return (n + KERNELS_INT8_PANEL - 1) / KERNELS_INT8_PANEL;
}

/// Where byte (column, input) of W is in the packed form.
static size_t place(size_t k, size_t column, size_t input) {
  size_t groups = (k + 3) / 4, panel = column / KERNELS_INT8_PANEL;
  return ((panel * groups + input / 4) * KERNELS_INT8_PANEL +
          column % KERNELS_INT8_PANEL) *
             4 +
         input % 4;
}

size_t kernels_int8_packed_size(size_t k, size_t n) {
  return panels(n) * KERNELS_INT8_PANEL * ((k + 3) / 4 * 4);
}

void kernels_int8_pack(const int8_t *w, size_t k, size_t n, int8_t *packed) {
  memset(packed, 0, kernels_int8_packed_size(k, n));
  for (size_t j = 0; j < n; ++j)
    for (size_t i = 0; i < k; ++i)
      packed[place(k, j, i)] = w[j * k + i];
}

void kernels_int8_unpack_row(const int8_t *packed, size_t k, size_t column,
                             int8_t *row) {
  for (size_t i = 0; i < k; ++i)
    row[i] = packed[place(k, column, i)];
}

void kernels_int8_column_sums(const int8_t *packed, size_t k, size_t n,
                              int32_t *sums) {
  operations()->column_sums(packed, k, n, sums);
}

size_t kernels_int8_stride(size_t k) { return (k + 63) / 64 * 64; }

void kernels_int8_quantize(const float *x, size_t x_stride, size_t rows,
                           size_t k, uint8_t *q, size_t q_stride,
                           float *scales) {
  operations()->quantize(x, x_stride, rows, k, q, q_stride, scales);
}

void kernels_int8_product(const KernelsInt8Rows *a, const KernelsInt8Matrix *b,
                          float *c, size_t c_stride, size_t first_column,
                          size_t end_column, int gelu) {
  operations()->product(a, b, c, c_stride, first_column, end_column, gelu);
}

void kernels_int8_layer_norm(float *x, const float *residual,
                             const float *gain, const float *bias,
                             float epsilon, size_t rows, size_t width,
                             uint8_t *q, size_t q_stride, float *scales) {
  operations()->layer_norm(x, residual, gain, bias, epsilon, rows, width, q,
                           q_stride, scales);
}

size_t kernels_int8_attention_scratch(size_t tokens, size_t head_width) {
  // Twelve rows of weights beside the keys, for the widest vectors.
  return (tokens + 31) / 32 * 32 * (head_width + 12);
}

void kernels_int8_attention(const float *q, const float *k, const float *v,
                            size_t stride, float *out, size_t out_stride,
                            size_t tokens, size_t head_width, float *scratch) {
  operations()->attention(q, k, v, stride, out, out_stride, tokens, head_width,
                          scratch);
}

double kernels_int8_peak(size_t rounds) {
  return operations()->peak_int8(rounds);
}

double kernels_fp32_peak(size_t rounds) {
  return operations()->peak_fp32(rounds);
}

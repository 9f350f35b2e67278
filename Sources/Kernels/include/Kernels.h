//===- Kernels.h - Matrix products and row operations in fp32 -------------===//
//
// All matrices are row-major floats. Each function exists once per instruction
// set; the best one that the CPU has is chosen at the first call and kept.
// No function allocates, and none touches memory beyond the shapes given.
//
// Every element of a product is summed in one order that depends on its column
// and on k alone, so that a row's result does not change with the rows beside
// it: scores are the same, bit for bit, in any batch.
//
//===----------------------------------------------------------------------===//

#ifndef BELLWETHER_KERNELS_H
#define BELLWETHER_KERNELS_H

#include <stddef.h>
#include <stdint.h>

/// Instruction sets, from the slowest to the fastest.
typedef enum {
  KERNELS_PORTABLE = 0,
  KERNELS_AVX2 = 1,
  KERNELS_AVX512 = 2,
} KernelsLevel;

/// The instruction set in use.
KernelsLevel kernels_level(void);

/// Uses `level` from now on, or the best there is below it; returns which. For
/// tests and benchmarks; matrices must be packed again after it.
KernelsLevel kernels_set_level(KernelsLevel level);

/// Floats that a packed k x n matrix takes.
size_t kernels_packed_size(size_t k, size_t n);

/// Packs B (k x n), whose element (i, j) lies at b[i * row_stride + j *
/// column_stride], into panels for kernels_product.
void kernels_pack(const float *b, size_t row_stride, size_t column_stride,
                  size_t k, size_t n, float *packed);

/// C (m x n) = A (m x k) B + bias; bias (n) may be null. A has row stride
/// `a_stride`, C has `c_stride`. C must not overlap the inputs.
void kernels_product(const float *a, size_t a_stride, const float *packed_b,
                     const float *bias, float *c, size_t c_stride, size_t m,
                     size_t k, size_t n);

/// One head of scaled dot-product attention (Vaswani et al. 2017, 3.2.1) over
/// one text of `tokens` rows: q, k, v and out point at the head's first column
/// of their matrices. `scratch` holds (head_width + 1) * (tokens + 16) floats.
void kernels_attention(const float *q, const float *k, const float *v,
                       size_t stride, float *out, size_t out_stride,
                       size_t tokens, size_t head_width, float *scratch);

/// x = LayerNorm(x + residual) row by row (Ba et al. 2016); residual may be
/// null.
void kernels_layer_norm(float *x, const float *residual, const float *gain,
                        const float *bias, float epsilon, size_t rows,
                        size_t width);

/// x = GELU(x), the exact form with erf (Hendrycks and Gimpel 2016); erf by
/// Abramowitz and Stegun 7.1.26, absolute error below 2e-7.
void kernels_gelu(float *x, size_t count);

/// x = tanh(x).
void kernels_tanh(float *x, size_t count);

/// x = softmax(x), the maximum subtracted first.
void kernels_softmax(float *x, size_t count);

/// The dot product of x and y.
float kernels_dot(const float *x, const float *y, size_t count);

/// y += factor * x.
void kernels_add_scaled(float *y, const float *x, float factor, size_t count);

/// out[i] = scale * q[i]: one quantised row back to fp32.
void kernels_dequantize(float *out, const int8_t *q, float scale, size_t count);

/// One step of Adam (Kingma and Ba 2015, algorithm 1). `correction1` and
/// `correction2` are 1 - beta^t.
void kernels_adam(float *weights, const float *gradient, float *moment1,
                  float *moment2, float rate, float beta1, float beta2,
                  float correction1, float correction2, float epsilon,
                  size_t count);

/// CRC-32C (Castagnoli, RFC 3720 appendix B.4) of `count` bytes, continuing
/// from `crc` (0 at the start).
uint32_t kernels_crc32c(uint32_t crc, const uint8_t *bytes, size_t count);

#endif

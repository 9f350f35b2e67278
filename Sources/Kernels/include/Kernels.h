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

#include "Int8.h"
#include "ThreadPool.h"

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

/// Uses `level` from now on in this thread, or the best there is below it;
/// returns which. For tests; matrices must be packed again after it.
KernelsLevel kernels_set_level(KernelsLevel level);

/// Floats that a packed k x n matrix takes.
size_t kernels_packed_size(size_t k, size_t n);

/// Packs B (k x n), whose element (i, j) is at b[i * row_stride + j *
/// column_stride], into panels for kernels_product.
void kernels_pack(const float *b, size_t row_stride, size_t column_stride,
                  size_t k, size_t n, float *packed);

/// C (m x n) = A (m x k) B + bias; bias (n) may be null. A has row stride
/// `a_stride`, C has `c_stride`. C must not overlap the inputs.
void kernels_product(const float *a, size_t a_stride, const float *packed_b,
                     const float *bias, float *c, size_t c_stride, size_t m,
                     size_t k, size_t n);

/// C (m x n) = A B, with A's element (i, p) at a[i * row_stride + p *
/// column_stride] and B packed: a row stride of 1 reads a transposed A.
void kernels_product_strided(const float *a, size_t row_stride,
                             size_t column_stride, const float *packed_b,
                             float *c, size_t c_stride, size_t m, size_t k,
                             size_t n);

/// Whether the CPU multiplies bfloat16 pairs with fp32 sums (VDPBF16PS) and
/// the level allows it; the next three functions need that.
int kernels_has_bf16(void);

/// 16-bit elements that a packed k x n matrix takes.
size_t kernels_packed_size_bf16(size_t k, size_t n);

/// As kernels_pack, rounded to bfloat16 (nearest, ties to even). One of the
/// strides must be 1.
void kernels_pack_bf16(const float *b, size_t row_stride, size_t column_stride,
                       size_t k, size_t n, uint16_t *packed);

/// As kernels_product_strided, with A rounded to bfloat16 on the way and sums
/// in fp32. One of A's strides must be 1.
void kernels_product_bf16(const float *a, size_t row_stride,
                          size_t column_stride, const uint16_t *packed_b,
                          float *c, size_t c_stride, size_t m, size_t k,
                          size_t n);

/// Floats of scratch that a head over a text of `tokens` takes, forward or
/// backward; grows with `tokens`.
size_t kernels_attention_scratch(size_t tokens, size_t head_width);

/// One head of scaled dot-product attention (Vaswani et al. 2017, 3.2.1) over
/// one text of `tokens` rows: q, k, v and out point at the head's first column
/// of their matrices. `scratch` holds kernels_attention_scratch floats.
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

/// out[i] = scale * q[i]: one quantized row back to fp32.
void kernels_dequantize(float *out, const int8_t *q, float scale, size_t count);

/// y[i] += scale * q[i].
void kernels_add_dequantized(float *y, const int8_t *q, float scale,
                             size_t count);

/// y += one row of four-bit elements, of which 32 share a scale: `count` is a
/// multiple of 32, `elements` has count / 2 bytes, and `scales` count / 16, a
/// bfloat16 for each group, not aligned. A byte has q + 8 of an element of the
/// group's first half in its lower bits, and that of the element 16 further on
/// in its upper ones.
void kernels_add_int4(float *y, const uint8_t *elements, const uint8_t *scales,
                      size_t count);

/// One step of Adam (Kingma and Ba 2015, algorithm 1) with decoupled weight
/// decay (Loshchilov and Hutter 2019) on the gradient times `scale`.
/// `correction1` and `correction2` are 1 - beta^t.
void kernels_adam(float *weights, const float *gradient, float *moment1,
                  float *moment2, float rate, float beta1, float beta2,
                  float correction1, float correction2, float epsilon,
                  float decay, float scale, size_t count);

/// The backward pass of kernels_attention: writes the gradients of q, k and v,
/// which have the stride of q, k and v. The weights are computed again, not
/// kept.
void kernels_attention_backward(const float *q, const float *k, const float *v,
                                size_t stride, const float *out_gradient,
                                size_t out_stride, float *q_gradient,
                                float *k_gradient, float *v_gradient,
                                size_t tokens, size_t head_width,
                                float *scratch);

/// The backward pass of a layer norm whose input was `x` (residual added):
/// `gradient`, of the output, becomes that of the input; the gradients of gain
/// and bias are added to.
void kernels_layer_norm_backward(float *gradient, const float *x,
                                 const float *gain, float epsilon,
                                 float *gain_gradient, float *bias_gradient,
                                 size_t rows, size_t width);

/// gradient *= GELU'(x).
void kernels_gelu_backward(float *gradient, const float *x, size_t count);

/// Sets a share `rate` of the elements to 0 and divides the others by
/// 1 - rate. Element i's fate depends on the seed and i alone, so the backward
/// pass repeats it from the seed.
void kernels_dropout(float *x, size_t count, uint64_t seed, float rate);

/// Symmetric quantization of a row: q[i] = round(x[i] / scale), within the
/// range of the type. The scale is `known`, if that is above 0, and max |x| /
/// 127 otherwise (1 for a row of zeros); it is returned.
float kernels_quantize_row(int8_t *q, const float *x, float known,
                           size_t count);

/// CRC-32C (Castagnoli, RFC 3720 appendix B.4) of `count` bytes, continuing
/// from `crc` (0 at the start).
uint32_t kernels_crc32c(uint32_t crc, const uint8_t *bytes, size_t count);

#endif

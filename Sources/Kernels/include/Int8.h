//===- Int8.h - Products of quantized matrices, and the steps around them -===//
//
// y = W x with int8 on both sides and sums in int32 (Jacob et al. 2018, in its
// symmetric form): a row of activations is x = s q with s = max |x| / 127, a
// row of weights w = t p, and y = s t (q . p) + bias. The sums are exact, so
// every instruction set gives the same integers.
//
// The packed weights have one layout for all instruction sets, so that a file
// can be mapped and used as it is: panels of 32 output columns; in a panel, for
// each four inputs, 32 columns by 4 bytes. Widths that are not multiples are
// filled with zeros.
//
//===----------------------------------------------------------------------===//

#ifndef BELLWETHER_KERNELS_INT8_H
#define BELLWETHER_KERNELS_INT8_H

#include <stddef.h>
#include <stdint.h>

/// Columns of a panel; columns of a product are split at multiples of it.
#define KERNELS_INT8_PANEL 32

/// Quantized activations, as kernels_int8_quantize and
/// kernels_int8_layer_norm write them. The bytes are the instruction set's own
/// (signed, or with 128 added).
typedef struct {
  const uint8_t *bytes;
  /// Bytes from row to row: kernels_int8_stride(width).
  size_t stride;
  const float *scales;
  size_t rows;
} KernelsInt8Rows;

/// Packed weights of one layer with `n` outputs and `k` inputs.
typedef struct {
  const int8_t *packed;
  /// As kernels_int8_column_sums wrote them.
  const int32_t *sums;
  /// One a column; as long as n rounded up to whole panels, as `sums` and
  /// `bias`.
  const float *scales;
  const float *bias;
  size_t k;
  size_t n;
} KernelsInt8Matrix;

/// The instruction set in use: "avx512-vnni", "avx-vnni", "avx2", "neon" or
/// "portable". kernels_set_level limits it too.
const char *kernels_int8_name(void);

/// Bytes that a packed n x k matrix takes.
size_t kernels_int8_packed_size(size_t k, size_t n);

/// Packs W (n x k, row-major).
void kernels_int8_pack(const int8_t *w, size_t k, size_t n, int8_t *packed);

/// The row of W that column `column` came from, back from the packed form.
void kernels_int8_unpack_row(const int8_t *packed, size_t k, size_t column,
                             int8_t *row);

/// What a product starts its sums with, one a column of whole panels; depends
/// on the instruction set in use.
void kernels_int8_column_sums(const int8_t *packed, size_t k, size_t n,
                              int32_t *sums);

/// Bytes from row to row of quantized activations of `k` columns.
size_t kernels_int8_stride(size_t k);

/// Quantizes `rows` rows of x (k columns), each with its own scale.
void kernels_int8_quantize(const float *x, size_t x_stride, size_t rows,
                           size_t k, uint8_t *q, size_t q_stride,
                           float *scales);

/// C = A W^T + bias, or its GELU: the columns first_column ..< end_column of
/// it, which start at a panel and end at one or at n. C has room for n columns
/// a row. GELU is x Phi(x) with Phi - 1/2 as an odd polynomial of degree 17 on
/// |x| < 4.5, off by at most 4e-5: a hundredth of an int8 step.
void kernels_int8_product(const KernelsInt8Rows *a, const KernelsInt8Matrix *b,
                          float *c, size_t c_stride, size_t first_column,
                          size_t end_column, int gelu);

/// x = LayerNorm(x + residual) row by row, and x quantized; residual may be
/// null.
void kernels_int8_layer_norm(float *x, const float *residual,
                             const float *gain, const float *bias,
                             float epsilon, size_t rows, size_t width,
                             uint8_t *q, size_t q_stride, float *scales);

/// Floats of scratch that kernels_int8_attention takes; grows with `tokens`.
size_t kernels_int8_attention_scratch(size_t tokens, size_t head_width);

/// One head of attention in fp32, as kernels_attention; `head_width` must be a
/// multiple of 16.
void kernels_int8_attention(const float *q, const float *k, const float *v,
                            size_t stride, float *out, size_t out_stride,
                            size_t tokens, size_t head_width, float *scratch);

/// Runs multiply-adds on registers only; returns how many. For measuring what
/// the machine could do at best.
double kernels_int8_peak(size_t rounds);
double kernels_fp32_peak(size_t rounds);

#endif

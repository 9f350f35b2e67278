//===- operations.h - The table of one instruction set's functions --------===//

#ifndef BELLWETHER_KERNELS_OPERATIONS_H
#define BELLWETHER_KERNELS_OPERATIONS_H

#include "Kernels.h"

/// What a file of one instruction set provides; the public functions call
/// through it.
typedef struct {
  size_t panel_width;
  void (*pack)(const float *b, size_t row_stride, size_t column_stride,
               size_t k, size_t n, float *packed);
  void (*product)(const float *a, size_t a_stride, const float *packed_b,
                  const float *bias, float *c, size_t c_stride, size_t m,
                  size_t k, size_t n);
  void (*product_strided)(const float *a, size_t row_stride,
                          size_t column_stride, const float *packed_b, float *c,
                          size_t c_stride, size_t m, size_t k, size_t n);
  void (*attention)(const float *q, const float *k, const float *v,
                    size_t stride, float *out, size_t out_stride,
                    size_t tokens, size_t head_width, float *scratch);
  void (*layer_norm)(float *x, const float *residual, const float *gain,
                     const float *bias, float epsilon, size_t rows,
                     size_t width);
  void (*gelu)(float *x, size_t count);
  void (*tanh)(float *x, size_t count);
  void (*softmax)(float *x, size_t count);
  float (*dot)(const float *x, const float *y, size_t count);
  void (*add_scaled)(float *y, const float *x, float factor, size_t count);
  void (*dequantize)(float *out, const int8_t *q, float scale, size_t count);
  void (*add_dequantized)(float *y, const int8_t *q, float scale,
                          size_t count);
  void (*adam)(float *weights, const float *gradient, float *moment1,
               float *moment2, float rate, float beta1, float beta2,
               float correction1, float correction2, float epsilon, float decay,
               float scale, size_t count);
  void (*attention_backward)(const float *q, const float *k, const float *v,
                             size_t stride, const float *out_gradient,
                             size_t out_stride, float *q_gradient,
                             float *k_gradient, float *v_gradient,
                             size_t tokens, size_t head_width, float *scratch);
  void (*layer_norm_backward)(float *gradient, const float *x,
                              const float *gain, float epsilon,
                              float *gain_gradient, float *bias_gradient,
                              size_t rows, size_t width);
  void (*gelu_backward)(float *gradient, const float *x, size_t count);
  void (*dropout)(float *x, size_t count, uint64_t seed, float rate);
} Operations;

extern const Operations kernels_portable;
#if defined(__x86_64__)
extern const Operations kernels_avx2;
extern const Operations kernels_avx512;
#endif

#endif

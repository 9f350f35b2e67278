//===- int8_operations.h - The table of one instruction set's int8 path ---===//

#ifndef BELLWETHER_KERNELS_INT8_OPERATIONS_H
#define BELLWETHER_KERNELS_INT8_OPERATIONS_H

#include "Int8.h"

/// What a file of one instruction set provides; the public functions call
/// through it.
typedef struct {
  const char *name;
  void (*column_sums)(const int8_t *packed, size_t k, size_t n, int32_t *sums);
  void (*quantize)(const float *x, size_t x_stride, size_t rows, size_t k,
                   uint8_t *q, size_t q_stride, float *scales);
  void (*product)(const KernelsInt8Rows *a, const KernelsInt8Matrix *b,
                  float *c, size_t c_stride, size_t first_column,
                  size_t end_column, int gelu);
  void (*layer_norm)(float *x, const float *residual, const float *gain,
                     const float *bias, float epsilon, size_t rows,
                     size_t width, uint8_t *q, size_t q_stride, float *scales);
  void (*attention)(const float *q, const float *k, const float *v,
                    size_t stride, float *out, size_t out_stride,
                    size_t tokens, size_t head_width, float *scratch);
  double (*peak_int8)(size_t rounds);
  double (*peak_fp32)(size_t rounds);
} Int8Operations;

extern const Int8Operations kernels_int8_portable;
#if defined(__x86_64__)
extern const Int8Operations kernels_int8_avx2;
extern const Int8Operations kernels_int8_avxvnni;
extern const Int8Operations kernels_int8_avx512;
#elif defined(__aarch64__)
extern const Int8Operations kernels_int8_neon;
#endif

#endif

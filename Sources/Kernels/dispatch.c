//===- dispatch.c - Chooses the instruction set; the public functions -----===//

#include "operations.h"

#include <stdatomic.h>

static _Atomic(const Operations *) chosen;
/// Set by kernels_set_level, for the calling thread only.
static _Thread_local const Operations *forced;

static const Operations *operations_at(KernelsLevel level) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (level >= KERNELS_AVX512 && __builtin_cpu_supports("avx512f") &&
      __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
    return &kernels_avx512;
  if (level >= KERNELS_AVX2 && __builtin_cpu_supports("avx2") &&
      __builtin_cpu_supports("fma"))
    return &kernels_avx2;
#endif
  (void)level;
  return &kernels_portable;
}

static const Operations *operations(void) {
  if (forced)
    return forced;
  const Operations *table = atomic_load_explicit(&chosen, memory_order_acquire);
  if (table)
    return table;
  // Two threads that race here choose the same table.
  table = operations_at(KERNELS_AVX512);
  atomic_store_explicit(&chosen, table, memory_order_release);
  return table;
}

KernelsLevel kernels_level(void) {
  const Operations *table = operations();
#if defined(__x86_64__)
  if (table == &kernels_avx512)
    return KERNELS_AVX512;
  if (table == &kernels_avx2)
    return KERNELS_AVX2;
#endif
  (void)table;
  return KERNELS_PORTABLE;
}

KernelsLevel kernels_set_level(KernelsLevel level) {
  forced = operations_at(level);
  return kernels_level();
}

size_t kernels_packed_size(size_t k, size_t n) {
  size_t width = operations()->panel_width;
  return (n + width - 1) / width * width * k;
}

void kernels_pack(const float *b, size_t row_stride, size_t column_stride,
                  size_t k, size_t n, float *packed) {
  operations()->pack(b, row_stride, column_stride, k, n, packed);
}

size_t kernels_attention_scratch(size_t tokens, size_t head_width) {
  size_t width = operations()->panel_width;
  size_t keys = (tokens + width - 1) / width * width * head_width;
  size_t values = (head_width + width - 1) / width * width * tokens;
  return 2 * tokens * tokens + (keys > values ? keys : values);
}

void kernels_product(const float *a, size_t a_stride, const float *packed_b,
                     const float *bias, float *c, size_t c_stride, size_t m,
                     size_t k, size_t n) {
  operations()->product(a, a_stride, packed_b, bias, c, c_stride, m, k, n);
}

void kernels_product_strided(const float *a, size_t row_stride,
                             size_t column_stride, const float *packed_b,
                             float *c, size_t c_stride, size_t m, size_t k,
                             size_t n) {
  operations()->product_strided(a, row_stride, column_stride, packed_b, c,
                                c_stride, m, k, n);
}

void kernels_attention(const float *q, const float *k, const float *v,
                       size_t stride, float *out, size_t out_stride,
                       size_t tokens, size_t head_width, float *scratch) {
  operations()->attention(q, k, v, stride, out, out_stride, tokens, head_width,
                          scratch);
}

void kernels_layer_norm(float *x, const float *residual, const float *gain,
                        const float *bias, float epsilon, size_t rows,
                        size_t width) {
  operations()->layer_norm(x, residual, gain, bias, epsilon, rows, width);
}

void kernels_gelu(float *x, size_t count) { operations()->gelu(x, count); }

void kernels_tanh(float *x, size_t count) { operations()->tanh(x, count); }

void kernels_softmax(float *x, size_t count) {
  operations()->softmax(x, count);
}

float kernels_dot(const float *x, const float *y, size_t count) {
  return operations()->dot(x, y, count);
}

void kernels_add_scaled(float *y, const float *x, float factor, size_t count) {
  operations()->add_scaled(y, x, factor, count);
}

void kernels_dequantize(float *out, const int8_t *q, float scale,
                        size_t count) {
  operations()->dequantize(out, q, scale, count);
}

void kernels_add_dequantized(float *y, const int8_t *q, float scale,
                             size_t count) {
  operations()->add_dequantized(y, q, scale, count);
}

void kernels_adam(float *weights, const float *gradient, float *moment1,
                  float *moment2, float rate, float beta1, float beta2,
                  float correction1, float correction2, float epsilon,
                  float decay, float scale, size_t count) {
  operations()->adam(weights, gradient, moment1, moment2, rate, beta1, beta2,
                     correction1, correction2, epsilon, decay, scale, count);
}

void kernels_attention_backward(const float *q, const float *k, const float *v,
                                size_t stride, const float *out_gradient,
                                size_t out_stride, float *q_gradient,
                                float *k_gradient, float *v_gradient,
                                size_t tokens, size_t head_width,
                                float *scratch) {
  operations()->attention_backward(q, k, v, stride, out_gradient, out_stride,
                                   q_gradient, k_gradient, v_gradient, tokens,
                                   head_width, scratch);
}

void kernels_layer_norm_backward(float *gradient, const float *x,
                                 const float *gain, float epsilon,
                                 float *gain_gradient, float *bias_gradient,
                                 size_t rows, size_t width) {
  operations()->layer_norm_backward(gradient, x, gain, epsilon, gain_gradient,
                                    bias_gradient, rows, width);
}

void kernels_gelu_backward(float *gradient, const float *x, size_t count) {
  operations()->gelu_backward(gradient, x, count);
}

void kernels_dropout(float *x, size_t count, uint64_t seed, float rate) {
  operations()->dropout(x, count, seed, rate);
}

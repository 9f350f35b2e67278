//===- bf16.c - Products of bfloat16 pairs with fp32 sums, for training ---===//
//
// VDPBF16PS multiplies 16 pairs and adds both products to 16 sums, so k runs in
// steps of two: a panel of B holds, for each step, 32 columns with two elements
// each, and a packed tile of A holds TILE rows with two elements each.
//
//===----------------------------------------------------------------------===//

#include "Kernels.h"

#include <string.h>

#define TILE 12
#define PANEL 32
#define DEPTH 256

size_t kernels_packed_size_bf16(size_t k, size_t n) {
  return (n + PANEL - 1) / PANEL * PANEL * ((k + 1) / 2 * 2);
}

int kernels_has_bf16(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  return kernels_level() == KERNELS_AVX512 &&
         __builtin_cpu_supports("avx512bf16");
#else
  return 0;
#endif
}

#if defined(__x86_64__)

#include <immintrin.h>

#define TARGET                                                                 \
  __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512bf16")))

/// 16 pairs (low[i], high[i]) of the columns that `mask` keeps.
TARGET static inline __m512i pairs(const float *low, const float *high,
                                   __mmask16 mask) {
  __m512 x = _mm512_maskz_loadu_ps(mask, low);
  __m512 y = high ? _mm512_maskz_loadu_ps(mask, high) : _mm512_setzero_ps();
  // The first argument becomes the upper half of the result.
  __m512i packed = (__m512i)_mm512_cvtne2ps_pbh(y, x);
  __m512i upper = _mm512_cvtepu16_epi32(_mm512_extracti64x4_epi64(packed, 1));
  __m512i lower = _mm512_cvtepu16_epi32(_mm512_castsi512_si256(packed));
  return _mm512_or_si512(lower, _mm512_slli_epi32(upper, 16));
}

static inline __mmask16 first(size_t count) {
  return (__mmask16)(count >= 16 ? 0xFFFF : (1u << count) - 1);
}

/// Writes the pairs of `count` neighbors in memory, every `step` places.
TARGET static inline void spread_pairs(const float *x, size_t count,
                                       uint32_t *out, size_t step) {
  for (size_t p = 0; p < count; p += 32) {
    size_t left = count - p;
    uint32_t packed[16];
    __m512 low = _mm512_maskz_loadu_ps(first(left), x + p);
    __m512 high =
        _mm512_maskz_loadu_ps(first(left > 16 ? left - 16 : 0), x + p + 16);
    _mm512_storeu_si512(packed, (__m512i)_mm512_cvtne2ps_pbh(high, low));
    for (size_t s = 0; s < 16 && 2 * s < left; ++s)
      out[(p / 2 + s) * step] = packed[s];
  }
}

TARGET void kernels_pack_bf16(const float *b, size_t row_stride,
                              size_t column_stride, size_t k, size_t n,
                              uint16_t *packed) {
  for (size_t j0 = 0; j0 < n; j0 += PANEL) {
    size_t columns = n - j0 < PANEL ? n - j0 : PANEL;
    uint32_t *panel = (uint32_t *)packed + j0 * ((k + 1) / 2);
    if (row_stride == 1) {
      if (columns < PANEL)
        memset(panel, 0, (k + 1) / 2 * PANEL * sizeof *panel);
      for (size_t j = 0; j < columns; ++j)
        spread_pairs(b + (j0 + j) * column_stride, k, panel + j, PANEL);
      continue;
    }
    size_t rest = columns > 16 ? columns - 16 : 0;
    for (size_t p = 0; p < k; p += 2, panel += PANEL) {
      const float *row = b + p * row_stride + j0;
      const float *next = p + 1 < k ? row + row_stride : 0;
      _mm512_storeu_si512(panel, pairs(row, next, first(columns)));
      _mm512_storeu_si512(panel + 16,
                          pairs(rest ? row + 16 : row,
                                next && rest ? next + 16 : 0, first(rest)));
    }
  }
}

/// Packs `rows` x `depth` of A as pairs, step by step; one of the strides is 1.
TARGET static void pack_tile(const float *a, size_t row_stride,
                             size_t column_stride, size_t rows, size_t depth,
                             uint32_t *out) {
  if (row_stride == 1) {
    for (size_t p = 0; p < depth; p += 2) {
      const float *low = a + p * column_stride;
      const float *high = p + 1 < depth ? low + column_stride : 0;
      _mm512_mask_storeu_epi32(out + p / 2 * TILE, first(TILE),
                               pairs(low, high, first(rows)));
    }
    return;
  }
  for (size_t r = 0; r < rows; ++r)
    spread_pairs(a + r * row_stride, depth, out + r, TILE);
}

TARGET static inline __attribute__((always_inline)) void
tile(const uint32_t *a, const uint16_t *panel, float *c, size_t c_stride,
     size_t columns, size_t steps, int rows, int first_block) {
  __m512 sums[TILE][2];
  __mmask16 left = first(columns), right = first(columns > 16 ? columns - 16
                                                              : 0);
  for (int i = 0; i < rows; ++i) {
    float *row = c + i * c_stride;
    sums[i][0] = first_block ? _mm512_setzero_ps()
                             : _mm512_maskz_loadu_ps(left, row);
    sums[i][1] = first_block ? _mm512_setzero_ps()
                             : _mm512_maskz_loadu_ps(right, row + 16);
  }
  for (size_t p = 0; p < steps; ++p) {
    __m512bh b0 = (__m512bh)_mm512_loadu_si512(panel + p * 2 * PANEL);
    __m512bh b1 = (__m512bh)_mm512_loadu_si512(panel + p * 2 * PANEL + PANEL);
    for (int i = 0; i < rows; ++i) {
      __m512bh x = (__m512bh)_mm512_set1_epi32((int)a[p * TILE + i]);
      sums[i][0] = _mm512_dpbf16_ps(sums[i][0], x, b0);
      sums[i][1] = _mm512_dpbf16_ps(sums[i][1], x, b1);
    }
  }
  for (int i = 0; i < rows; ++i) {
    _mm512_mask_storeu_ps(c + i * c_stride, left, sums[i][0]);
    _mm512_mask_storeu_ps(c + i * c_stride + 16, right, sums[i][1]);
  }
}

TARGET void kernels_product_bf16(const float *a, size_t row_stride,
                                 size_t column_stride, const uint16_t *packed_b,
                                 float *c, size_t c_stride, size_t m, size_t k,
                                 size_t n) {
  uint32_t packed_a[TILE * DEPTH / 2];
  size_t even_k = (k + 1) / 2 * 2;
  // Blocks of k outside, so that the block of B stays in L2 for all rows.
  for (size_t k0 = 0; k0 == 0 || k0 < k; k0 += DEPTH) {
    size_t depth = k - k0 < DEPTH ? k - k0 : DEPTH, steps = (depth + 1) / 2;
    for (size_t i = 0; i < m; i += TILE) {
      size_t rows = m - i < TILE ? m - i : TILE;
      pack_tile(a + i * row_stride + k0 * column_stride, row_stride,
                column_stride, rows, depth, packed_a);
      for (size_t j = 0; j < n; j += PANEL) {
        const uint16_t *panel = packed_b + j * even_k + k0 * PANEL;
        size_t columns = n - j < PANEL ? n - j : PANEL;
        float *to = c + i * c_stride + j;
        if (rows == TILE)
          tile(packed_a, panel, to, c_stride, columns, steps, TILE, k0 == 0);
        else
          for (size_t r = 0; r < rows; ++r)
            tile(packed_a + r, panel, to + r * c_stride, c_stride, columns,
                 steps, 1, k0 == 0);
      }
    }
  }
}

#else

void kernels_pack_bf16(const float *b, size_t row_stride, size_t column_stride,
                       size_t k, size_t n, uint16_t *packed) {
  __builtin_trap(); // kernels_has_bf16 said no.
}

void kernels_product_bf16(const float *a, size_t row_stride,
                          size_t column_stride, const uint16_t *packed_b,
                          float *c, size_t c_stride, size_t m, size_t k,
                          size_t n) {
  __builtin_trap(); // kernels_has_bf16 said no.
}

#endif

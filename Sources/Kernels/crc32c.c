//===- crc32c.c - CRC-32C, eight bytes a step -----------------------------===//
//
// Slicing-by-8 (Kounavis and Berry 2005): tables[i][b] is the CRC of byte b
// followed by i zero bytes.
//
//===----------------------------------------------------------------------===//

#include "Kernels.h"

#include <stdatomic.h>
#include <string.h>

static uint32_t tables[8][256];
static atomic_int ready;

// Threads that race here write the same values.
static void fill_tables(void) {
  for (uint32_t b = 0; b < 256; ++b) {
    uint32_t crc = b;
    for (int bit = 0; bit < 8; ++bit)
      crc = crc >> 1 ^ (crc & 1 ? 0x82F63B78u : 0);
    tables[0][b] = crc;
  }
  for (uint32_t b = 0; b < 256; ++b)
    for (int i = 1; i < 8; ++i)
      tables[i][b] = tables[i - 1][b] >> 8 ^ tables[0][tables[i - 1][b] & 0xFF];
  atomic_store_explicit(&ready, 1, memory_order_release);
}

uint32_t kernels_crc32c(uint32_t crc, const uint8_t *bytes, size_t count) {
  if (!atomic_load_explicit(&ready, memory_order_acquire))
    fill_tables();
  crc = ~crc;
  for (; count >= 8; bytes += 8, count -= 8) {
    uint32_t low, high;
    memcpy(&low, bytes, 4);
    memcpy(&high, bytes + 4, 4);
    low ^= crc;
    crc = tables[7][low & 0xFF] ^ tables[6][low >> 8 & 0xFF] ^
          tables[5][low >> 16 & 0xFF] ^ tables[4][low >> 24] ^
          tables[3][high & 0xFF] ^ tables[2][high >> 8 & 0xFF] ^
          tables[1][high >> 16 & 0xFF] ^ tables[0][high >> 24];
  }
  while (count--)
    crc = crc >> 8 ^ tables[0][(crc ^ *bytes++) & 0xFF];
  return ~crc;
}

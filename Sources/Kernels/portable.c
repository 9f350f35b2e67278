//===- portable.c - Any CPU: four lanes, which SSE2 and NEON both have ----===//

#define LANES 4
#define TILE 4
#define TABLE kernels_portable

#include "template.inc"

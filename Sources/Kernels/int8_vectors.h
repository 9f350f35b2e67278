//===- int8_vectors.h - Vectors of LANES numbers --------------------------===//
//
// Included after LANES is set, once a file.
//
//===----------------------------------------------------------------------===//

typedef int32_t Ints __attribute__((vector_size(LANES * 4)));
typedef float Floats __attribute__((vector_size(LANES * 4)));
typedef uint8_t Bytes __attribute__((vector_size(LANES)));

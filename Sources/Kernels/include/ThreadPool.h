//===- ThreadPool.h - A few threads that work on one thing together -------===//
//
// Fork and join with a barrier inside, after the manner of OpenMP's parallel
// region. Waiting threads spin for some microseconds, since the next piece of
// work is usually that near, then sleep on a futex: an idle pool costs nothing.
//
//===----------------------------------------------------------------------===//

#ifndef BELLWETHER_KERNELS_THREAD_POOL_H
#define BELLWETHER_KERNELS_THREAD_POOL_H

#include <stddef.h>

typedef struct KernelsThreadPool KernelsThreadPool;

/// Work: `member` counts from 0, the caller's thread being 0.
typedef void (*KernelsWork)(void *context, size_t member);

/// A pool of `members` threads, the caller's included; null when the system
/// refuses memory. A thread that cannot be started makes the pool smaller.
KernelsThreadPool *kernels_pool_create(size_t members);

/// How many threads there are, the caller's included.
size_t kernels_pool_members(const KernelsThreadPool *pool);

/// Runs `work` once on each of the pool's threads and returns when all have
/// returned. One run at a time: the caller sees to it.
void kernels_pool_run(KernelsThreadPool *pool, KernelsWork work, void *context);

/// Inside a run: returns when all members have called it.
void kernels_pool_barrier(KernelsThreadPool *pool);

/// Ends the threads; no run may be under way.
void kernels_pool_destroy(KernelsThreadPool *pool);

#endif

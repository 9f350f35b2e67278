//===- thread_pool.c - Spin shortly, then sleep ---------------------------===//

#include "ThreadPool.h"

#include <limits.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

/// Rounds of waiting before a thread sleeps: about 150 microseconds, longer
/// than the gap between two texts that are scored one at a time.
#define SPINS 500
/// Rounds before a waiting thread lets others run: about a microsecond.
#define SPINS_BEFORE_YIELD 40

/// A number that threads wait for to change. Those who sleep are counted, so
/// that a change that nobody sleeps for costs no system call.
typedef struct {
  _Atomic uint32_t value;
  _Atomic uint32_t sleepers;
} Gate;

struct KernelsThreadPool {
  /// Counts runs.
  Gate run;
  /// Threads that have not finished the current run, and what the last of them
  /// changes.
  _Atomic uint32_t busy;
  Gate finished;
  /// Counts barriers, and who has come to the current one.
  Gate barrier;
  _Atomic uint32_t arrived;
  _Atomic int ending;
  KernelsWork work;
  void *context;
  size_t members;
  pthread_t *threads;
};

typedef struct {
  KernelsThreadPool *pool;
  size_t member;
} Member;

static void pause_shortly(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

/// Returns when the gate's value is no longer `old`.
static void wait_for_change(Gate *gate, uint32_t old) {
  for (int i = 0; i < SPINS; ++i) {
    if (atomic_load_explicit(&gate->value, memory_order_acquire) != old)
      return;
    if (i < SPINS_BEFORE_YIELD)
      pause_shortly();
    else
      // Another thread may need this very core to change the value.
      sched_yield();
  }
  // Counted before the last look: either this look sees the change, or the one
  // who changes sees a sleeper. Both orders are sequentially consistent.
  atomic_fetch_add(&gate->sleepers, 1);
  while (atomic_load(&gate->value) == old)
    syscall(SYS_futex, &gate->value, FUTEX_WAIT_PRIVATE, old, NULL, NULL, 0);
  atomic_fetch_sub(&gate->sleepers, 1);
}

static void change(Gate *gate) {
  atomic_fetch_add(&gate->value, 1);
  if (atomic_load(&gate->sleepers) > 0)
    syscall(SYS_futex, &gate->value, FUTEX_WAKE_PRIVATE, INT_MAX, NULL, NULL,
            0);
}

static uint32_t value_of(Gate *gate) {
  return atomic_load_explicit(&gate->value, memory_order_acquire);
}

static void *serve(void *argument) {
  Member member = *(Member *)argument;
  free(argument);
  KernelsThreadPool *pool = member.pool;
  for (uint32_t seen = 0;; ++seen) {
    wait_for_change(&pool->run, seen);
    if (atomic_load_explicit(&pool->ending, memory_order_acquire))
      return NULL;
    pool->work(pool->context, member.member);
    if (atomic_fetch_sub_explicit(&pool->busy, 1, memory_order_acq_rel) == 1)
      change(&pool->finished);
  }
}

/// Starts a thread that takes no signals: they are the program's main business.
static int start(pthread_t *thread, Member *member) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  int failed = pthread_create(thread, NULL, serve, member);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return failed;
}

KernelsThreadPool *kernels_pool_create(size_t members) {
  KernelsThreadPool *pool = calloc(1, sizeof *pool);
  if (!pool)
    return NULL;
  pool->members = 1;
  pool->threads = calloc(members, sizeof *pool->threads);
  while (pool->threads && pool->members < members) {
    Member *member = malloc(sizeof *member);
    if (!member)
      break;
    *member = (Member){pool, pool->members};
    if (start(pool->threads + pool->members, member)) {
      free(member);
      break;
    }
    ++pool->members;
  }
  return pool;
}

size_t kernels_pool_members(const KernelsThreadPool *pool) {
  return pool->members;
}

void kernels_pool_run(KernelsThreadPool *pool, KernelsWork work,
                      void *context) {
  if (pool->members == 1) {
    work(context, 0);
    return;
  }
  uint32_t finished = value_of(&pool->finished);
  pool->work = work;
  pool->context = context;
  atomic_store_explicit(&pool->busy, (uint32_t)(pool->members - 1),
                        memory_order_relaxed);
  change(&pool->run);
  work(context, 0);
  wait_for_change(&pool->finished, finished);
}

void kernels_pool_barrier(KernelsThreadPool *pool) {
  if (pool->members == 1)
    return;
  uint32_t barrier = value_of(&pool->barrier);
  if (atomic_fetch_add_explicit(&pool->arrived, 1, memory_order_acq_rel) + 1 ==
      pool->members) {
    atomic_store_explicit(&pool->arrived, 0, memory_order_relaxed);
    change(&pool->barrier);
  } else {
    wait_for_change(&pool->barrier, barrier);
  }
}

void kernels_pool_destroy(KernelsThreadPool *pool) {
  atomic_store_explicit(&pool->ending, 1, memory_order_release);
  change(&pool->run);
  for (size_t i = 1; i < pool->members; ++i)
    pthread_join(pool->threads[i], NULL);
  free(pool->threads);
  free(pool);
}

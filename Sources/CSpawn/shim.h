// Functions of glibc that its module for Swift leaves out, because they are declared for _GNU_SOURCE only.

#ifndef BELLWETHER_CSPAWN_SHIM_H
#define BELLWETHER_CSPAWN_SHIM_H

#include <spawn.h>

// memfd_create(2), Linux 3.17 and glibc 2.27; the flag closes the file when another program is executed.
extern int memfd_create(const char *name, unsigned int flags);
enum { BELLWETHER_MFD_CLOEXEC = 1 };

// glibc 2.34: closes every file of the new process from this number on.
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);

#endif

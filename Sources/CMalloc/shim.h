// mallopt(3), which Swift's module of glibc leaves out.

#ifndef BELLWETHER_CMALLOC_SHIM_H
#define BELLWETHER_CMALLOC_SHIM_H

#include <malloc.h>

#endif

// The client library of PostgreSQL, as pkg-config finds it.

#ifndef BELLWETHER_CPOSTGRES_SHIM_H
#define BELLWETHER_CPOSTGRES_SHIM_H

#include <libpq-fe.h>

#endif

#ifndef TOCSIN_CTIMEX_SHIM_H
#define TOCSIN_CTIMEX_SHIM_H

#include <sys/timex.h>

#endif

#ifndef TOCSIN_CTIMEX_H
#define TOCSIN_CTIMEX_H

/* Whether the kernel says that the clock is synchronised (adjtimex, read only), and its maximum error in microseconds.
 *
 * The system's header is not shown to Swift: it would make this module the owner of `timeval` and hide that type from other files. */
int kernel_clock_is_synchronised(long *maximum_error);

#endif

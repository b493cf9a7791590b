#include "CTimex.h"

#include <string.h>
#include <sys/timex.h>

int kernel_clock_is_synchronised(long *maximum_error) {
    struct timex request;
    memset(&request, 0, sizeof request);
    int status = adjtimex(&request);
    *maximum_error = request.maxerror;
    return status >= 0 && status != TIME_ERROR && (request.status & STA_UNSYNC) == 0;
}

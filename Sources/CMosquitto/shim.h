#ifndef TOCSIN_CMOSQUITTO_SHIM_H
#define TOCSIN_CMOSQUITTO_SHIM_H

#include <errno.h>
#include <mosquitto.h>
#include <mqtt_protocol.h>

/// `errno` is a macro that Swift cannot assign; callbacks MUST end with it cleared, or a stale EAGAIN ends
/// `mosquitto_loop_read` while TLS data still waits.
static inline void tocsin_clear_errno(void) { errno = 0; }

#endif

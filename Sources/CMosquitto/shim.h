#ifndef TOCSIN_CMOSQUITTO_SHIM_H
#define TOCSIN_CMOSQUITTO_SHIM_H

#include <errno.h>
#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/socket.h>

/// `errno` is a macro that Swift cannot assign; callbacks MUST end with it cleared, or a stale EAGAIN ends
/// `mosquitto_loop_read` while TLS data still waits.
static inline void tocsin_clear_errno(void) { errno = 0; }

/// An event counter to wake `poll` with; -1 with `errno` set if there is none to be had. Its flags are an enum that Swift
/// does not take as an integer.
static inline int tocsin_eventfd(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }

/// Names the calling thread for tools such as `top -H`; the kernel keeps 15 bytes.
static inline void tocsin_name_thread(const char *name) { prctl(PR_SET_NAME, name); }

/// Holds small writes back (1), or lets them go as full segments (0). A socket that is not TCP ignores it.
static inline void tocsin_cork(int socket, int on) { setsockopt(socket, IPPROTO_TCP, TCP_CORK, &on, sizeof on); }

/// Whether the other side has closed: nothing is taken from the socket.
static inline bool tocsin_closed_by_peer(int socket) {
    char byte;
    ssize_t count = recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return count == 0 || (count < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR);
}

#endif

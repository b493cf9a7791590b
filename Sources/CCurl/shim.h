#ifndef TOCSIN_CCURL_SHIM_H
#define TOCSIN_CCURL_SHIM_H

#include <curl/curl.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

// libcurl sets and reads everything through variadic functions, which Swift does not import: one function for each kind of value.

static inline CURLcode tocsin_curl_set_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode tocsin_curl_set_size(CURL *easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}

/// The library copies the text, but for CURLOPT_POSTFIELDS; NULL takes the option back.
static inline CURLcode tocsin_curl_set_text(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode tocsin_curl_set_bytes(CURL *easy, CURLoption option, const void *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode tocsin_curl_set_pointer(CURL *easy, CURLoption option, void *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode tocsin_curl_set_headers(CURL *easy, struct curl_slist *value) {
    return curl_easy_setopt(easy, CURLOPT_HTTPHEADER, value);
}

static inline CURLcode tocsin_curl_set_data_function(CURL *easy, CURLoption option, curl_write_callback function) {
    return curl_easy_setopt(easy, option, function);
}

static inline CURLcode tocsin_curl_set_socket_function(CURL *easy, curl_opensocket_callback function) {
    return curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, function);
}

static inline CURLcode tocsin_curl_set_lookup_function(CURL *easy, curl_resolver_start_callback function) {
    return curl_easy_setopt(easy, CURLOPT_RESOLVER_START_FUNCTION, function);
}

static inline CURLcode tocsin_curl_set_tls_function(CURL *easy, curl_ssl_ctx_callback function) {
    return curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, function);
}

static inline CURLcode tocsin_curl_set_request_function(CURL *easy, curl_prereq_callback function) {
    return curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, function);
}

static inline long tocsin_curl_long(CURL *easy, CURLINFO what) {
    long value = 0;
    curl_easy_getinfo(easy, what, &value);
    return value;
}

static inline curl_off_t tocsin_curl_size(CURL *easy, CURLINFO what) {
    curl_off_t value = 0;
    curl_easy_getinfo(easy, what, &value);
    return value;
}

static inline const char *tocsin_curl_text(CURL *easy, CURLINFO what) {
    const char *value = NULL;
    curl_easy_getinfo(easy, what, &value);
    return value;
}

static inline void *tocsin_curl_context(CURL *easy) {
    char *value = NULL;
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &value);
    return value;
}

static inline CURLMcode tocsin_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

/// A transfer that has ended, and how; NULL when there is none left. Messages have no other kind.
static inline CURL *tocsin_curl_finished(CURLM *multi, CURLcode *code) {
    int left;
    struct CURLMsg *message = curl_multi_info_read(multi, &left);
    if (!message || message->msg != CURLMSG_DONE) return NULL;
    *code = message->data.result;
    return message->easy_handle;
}

/// The address that a socket is asked for; Swift sees only the first 16 bytes of it.
static inline const struct sockaddr *tocsin_curl_address(const struct curl_sockaddr *asked) { return &asked->addr; }

/// A socket that no program started later inherits. Its flags are an enum that Swift does not take as an integer.
static inline curl_socket_t tocsin_curl_socket(const struct curl_sockaddr *asked) {
    return socket(asked->family, asked->socktype | SOCK_CLOEXEC, asked->protocol);
}

/// Keeps signals from the calling thread. With CURLOPT_NOSIGNAL the library leaves SIGPIPE alone, and OpenSSL raises it when the far
/// end is gone: it would end the process.
static inline void tocsin_block_signals(void) {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, NULL);
}

#endif

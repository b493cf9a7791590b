/* The limit that libcurl's multi interface sets on this machine, to measure HTTPTransfer against in the same run.
 *
 *   cc -O2 baseline-http.c -o baseline -lcurl
 *   baseline COUNT PARALLEL BYTES URL       post COUNT bodies of BYTES bytes, PARALLEL at a time, over kept connections
 *
 * Prints seconds and requests per second. Each transfer is set up once and used again with nothing changed but its address, and the
 * answer is thrown away: nothing that calls libcurl can do less.
 */
#include <curl/curl.h>
#include <string.h>

#include "baseline.h"

static size_t throw_away(char *bytes, size_t size, size_t count, void *context) { return size * count; }

static void launch(CURLM *multi, CURL *easy, const char *url, long number) {
    char address[256];
    snprintf(address, sizeof address, "%s?id=%ld", url, number);
    curl_easy_setopt(easy, CURLOPT_URL, address);
    if (curl_multi_add_handle(multi, easy)) die("cannot add a transfer");
}

int main(int argc, char **argv) {
    if (argc != 5) die("usage: COUNT PARALLEL BYTES URL");
    long count = atol(argv[1]), parallel = atol(argv[2]), bytes = atol(argv[3]), begun = 0, answered = 0;
    char *body = malloc(bytes);
    memset(body, 'x', bytes);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    CURLM *multi = curl_multi_init();
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, 2 * parallel);
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
    headers = curl_slist_append(headers, "Expect:");

    double start = now();
    for (long index = 0; index < parallel && begun < count; index++) {
        CURL *easy = curl_easy_init();
        curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, 30000L);
        curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, bytes);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body);
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, throw_away);
        launch(multi, easy, argv[4], begun++);
    }
    while (answered < count) {
        int running, left;
        curl_multi_perform(multi, &running);
        struct CURLMsg *message;
        int ended = 0;
        while ((message = curl_multi_info_read(multi, &left))) {
            CURL *easy = message->easy_handle;
            long status = 0;
            if (message->data.result) die(curl_easy_strerror(message->data.result));
            curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
            if (status != 200) die("a status other than 200");
            curl_multi_remove_handle(multi, easy);
            answered++;
            ended = 1;
            if (begun < count) launch(multi, easy, argv[4], begun++);
        }
        if (!ended && answered < count) curl_multi_poll(multi, NULL, 0, 1000, NULL);
    }
    double seconds = now() - start;
    printf("http %ld requests %.3f s %.0f per second\n", count, seconds, count / seconds);
    return 0;
}

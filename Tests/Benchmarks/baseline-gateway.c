/* What a gateway takes from the plainest client there is, to measure Tocsin against in the same run: a bare libcurl multi loop.
 *
 *   cc -O2 baseline-gateway.c -o baseline -lcurl
 *   baseline PARALLEL EXPECTED FILE      send each line of FILE, PARALLEL at a time, over kept connections
 *
 * A line is an address, a body and header lines, parted by tabs; a request without a body is a GET, others are POSTs. Every answer must
 * be of the 200s and hold the text EXPECTED. Prints seconds and requests per second. The requests were made beforehand, nothing is
 * decided, written or remembered: nothing that calls libcurl can do less.
 */
#include <curl/curl.h>
#include <string.h>

#include "baseline.h"

struct answer {
    size_t length;
    char text[256];
};

static size_t keep(char *bytes, size_t size, size_t count, void *context) {
    struct answer *answer = context;
    size_t room = sizeof answer->text - 1 - answer->length, taken = size * count < room ? size * count : room;
    memcpy(answer->text + answer->length, bytes, taken);
    answer->length += taken;
    answer->text[answer->length] = 0;
    return size * count;
}

static char *read_all(const char *path) {
    FILE *file = fopen(path, "r");
    if (!file || fseek(file, 0, SEEK_END)) die("cannot read the file");
    long size = ftell(file);
    char *text = malloc(size + 1);
    rewind(file);
    if (!text || fread(text, 1, size, file) != (size_t)size) die("cannot read the file");
    text[size] = 0;
    fclose(file);
    return text;
}

/* Takes the next line for a handle; 0 if there is none. */
static int launch(CURLM *multi, CURL *easy, struct curl_slist **headers, char **rest) {
    char *line = strsep(rest, "\n");
    if (!line || !*line) return 0;
    char *url = strsep(&line, "\t"), *body = strsep(&line, "\t"), *header;
    curl_slist_free_all(*headers);
    *headers = curl_slist_append(NULL, "Expect:");
    while ((header = strsep(&line, "\t"))) *headers = curl_slist_append(*headers, header);
    curl_easy_setopt(easy, CURLOPT_URL, url);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, *headers);
    if (body && *body) {
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, (long)strlen(body));
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body);
    }
    if (curl_multi_add_handle(multi, easy)) die("cannot add a transfer");
    return 1;
}

int main(int argc, char **argv) {
    if (argc != 4) die("usage: PARALLEL EXPECTED FILE");
    long parallel = atol(argv[1]), answered = 0, under_way = 0;
    const char *expected = argv[2];
    char *rest = read_all(argv[3]);
    struct answer *answers = calloc(parallel, sizeof *answers);
    struct curl_slist **headers = calloc(parallel, sizeof *headers);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    CURLM *multi = curl_multi_init();
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, 2 * parallel);

    double start = now();
    for (long index = 0; index < parallel; index++) {
        CURL *easy = curl_easy_init();
        curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, 30000L);
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, keep);
        curl_easy_setopt(easy, CURLOPT_WRITEDATA, &answers[index]);
        curl_easy_setopt(easy, CURLOPT_PRIVATE, (void *)index);
        under_way += launch(multi, easy, &headers[index], &rest);
    }
    while (under_way > 0) {
        int running, left, ended = 0;
        curl_multi_perform(multi, &running);
        struct CURLMsg *message;
        while ((message = curl_multi_info_read(multi, &left))) {
            CURL *easy = message->easy_handle;
            long status = 0, index = 0;
            if (message->data.result) die(curl_easy_strerror(message->data.result));
            curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
            curl_easy_getinfo(easy, CURLINFO_PRIVATE, &index);
            if (status / 100 != 2 || !strstr(answers[index].text, expected)) die(answers[index].text);
            answers[index].length = 0;
            curl_multi_remove_handle(multi, easy);
            answered++;
            ended = 1;
            under_way += launch(multi, easy, &headers[index], &rest) - 1;
        }
        if (!ended && under_way > 0) curl_multi_poll(multi, NULL, 0, 1000, NULL);
    }
    double seconds = now() - start;
    printf("gateway %ld requests %.3f s %.0f per second\n", answered, seconds, answered / seconds);
    return 0;
}

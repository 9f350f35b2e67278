// curl_easy_setopt and curl_easy_getinfo take variable arguments, which Swift cannot call: one inline function
// for each kind of argument.

#ifndef BELLWETHER_CCURL_SHIM_H
#define BELLWETHER_CCURL_SHIM_H

#include <curl/curl.h>

typedef size_t (*bellwether_data_function)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode bellwether_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode bellwether_set_string(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode bellwether_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode bellwether_set_function(CURL *handle, CURLoption option, bellwether_data_function value) {
    return curl_easy_setopt(handle, option, value);
}

typedef curl_socket_t (*bellwether_socket_function)(void *context, curlsocktype purpose, struct curl_sockaddr *address);

static inline CURLcode bellwether_set_socket_function(CURL *handle, bellwether_socket_function value) {
    return curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, value);
}

static inline CURLcode bellwether_get_long(CURL *handle, CURLINFO info, long *value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode bellwether_get_string(CURL *handle, CURLINFO info, char **value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode bellwether_get_list(CURL *handle, CURLINFO info, struct curl_slist **value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode bellwether_get_pointer(CURL *handle, CURLINFO info, void **value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLMcode bellwether_multi_set_long(CURLM *handle, CURLMoption option, long value) {
    return curl_multi_setopt(handle, option, value);
}

/// The handle and result of a finished transfer; null for any other message.
static inline CURL *bellwether_finished(const CURLMsg *message, CURLcode *result) {
    if (message->msg != CURLMSG_DONE)
        return 0;
    *result = message->data.result;
    return message->easy_handle;
}

#endif

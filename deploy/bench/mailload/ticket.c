/*
 * The ticket by which a proxy of Tohost hands a session over: what the greeting offers, what the
 * ticket says, and whether it was signed for this connection.
 *
 * version (1 octet), key id (4), then strings with a length of 2 octets in front: issuer, target,
 * service, user ...; the last 32 octets are the HMAC-SHA-256 over all before and the challenge.
 */
#include "mailload.h"
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <stdio.h>

#define MAC 32

static unsigned char secret[256];
static size_t secret_len;

void ticket_secret(const char *file) {
    FILE *f = fopen(file, "rb");
    if (!f) die("cannot read %s", file);
    secret_len = fread(secret, 1, sizeof secret, f);
    while (secret_len && (secret[secret_len - 1] == '\n' || secret[secret_len - 1] == '\r')) secret_len--;
    fclose(f);
}

/* a fresh one for this connection, in the form of APOP's (RFC 1939 7) */
void new_challenge(struct conn *c) {
    unsigned char nonce[16];
    char hex[33];
    if (RAND_bytes(nonce, sizeof nonce) != 1) die("no random numbers");
    for (size_t i = 0; i < sizeof nonce; i++) snprintf(hex + 2 * i, 3, "%02x", nonce[i]);
    snprintf(c->challenge, sizeof c->challenge, "<%s@%s>", hex, sink.node);
}

static int is_signed(struct conn *c, const unsigned char *t, size_t n) {
    unsigned char all[8192 + sizeof c->challenge], mac[EVP_MAX_MD_SIZE];
    unsigned len = 0;
    size_t k = strlen(c->challenge);
    if (!secret_len) return 1;
    memcpy(all, t, n - MAC);
    memcpy(all + n - MAC, c->challenge, k);
    return HMAC(EVP_sha256(), secret, (int)secret_len, all, n - MAC + k, mac, &len) && len == MAC && !memcmp(mac, t + n - MAC, MAC);
}

/* the k-th string of the ticket */
static int field(const unsigned char *t, size_t n, int k, char *o, size_t cap) {
    size_t p = 5;
    for (;; k--) {
        if (p + 2 > n) return 0;
        size_t len = (size_t)t[p] << 8 | t[p + 1];
        p += 2;
        if (p + len > n || (!k && len >= cap)) return 0;
        if (!k) { memcpy(o, t + p, len); o[len] = 0; return 1; }
        p += len;
    }
}

int login_ticket(struct conn *c, const char *b64, size_t n) {
    static unsigned char t[8192];
    char target[256], user[128];
    int k = unbase64(b64, n, t, sizeof t);
    if (k < 5 + MAC || t[0] != 1 || !is_signed(c, t, (size_t)k) || !field(t, (size_t)k - MAC, 1, target, sizeof target)
        || strcmp(target, sink.node) || !field(t, (size_t)k - MAC, 3, user, sizeof user)) {
        sink.auth_fail++;
        return 0;
    }
    return login_as(c, user);
}

/* The commands that the fake back-end knows. */
#include "mailload.h"
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

static int is_append(const char *b, size_t n) {
    const char *p = memchr(b, ' ', n);
    return p && n - (size_t)(p - b) > 8 && !strncasecmp(p + 1, "APPEND ", 7);
}

/* length of the complete IMAP command at b (literals included), 0 when more is needed */
size_t imap_command(struct conn *c, const char *b, size_t len) {
    size_t p = 0;
    for (int k = 0;; k++) {
        const char *nl = memchr(b + p, '\n', len - p);
        if (!nl) return 0;
        size_t e = (size_t)(nl - b), end = e + 1;
        if (e > p && b[e - 1] == '\r') e--;
        if (e == p || b[e - 1] != '}') return end;
        const char *o = memrchr(b + p, '{', e - p);
        if (!o || is_append(b, end)) return end;
        if (b[e - 2] != '+' && k >= c->lit_acked) { put(c, "+ OK\r\n", 6); c->lit_acked = k + 1; }
        p = end + strtoul(o + 1, NULL, 10);
        if (p >= len) return 0;
    }
}

/* next IMAP astring, atom, quoted or literal, copied to o */
static char *token(char *p, char *end, char *o, size_t cap) {
    size_t k = 0;
    while (p < end && *p == ' ') p++;
    if (p < end && *p == '"') {
        for (p++; p < end && *p != '"'; p++) { if (*p == '\\') p++; if (k < cap - 1) o[k++] = *p; }
        p++;
    } else if (p < end && *p == '{') {
        size_t n = strtoul(p + 1, NULL, 10);
        p = memchr(p, '\n', (size_t)(end - p));
        if (!p || (size_t)(end - ++p) < n) { o[0] = 0; return end; }
        k = n < cap - 1 ? n : cap - 1;
        memcpy(o, p, k);
        p += n;
    } else {
        while (p < end && *p != ' ' && *p != '\r' && *p != '\n') { if (k < cap - 1) o[k++] = *p; p++; }
    }
    o[k] = 0;
    return p;
}

void imap_line(struct conn *c, char *l, size_t n) {
    char cmd[32], a[256], b[256], *end = l + n, *p;
    if (c->mode == M_IDLE) { c->mode = M_CMD; putf(c, "%s OK Idle completed.\r\n", c->tag); return; }
    if (c->mode == M_PLAIN || c->mode == M_TICKET) { sasl_answer(c, l); return; }
    c->lit_acked = 0;
    p = token(l, end, c->tag, sizeof c->tag);
    p = token(p, end, cmd, sizeof cmd);
    if (!strcasecmp(cmd, "UID")) p = token(p, end, cmd, sizeof cmd);
    if (!strcasecmp(cmd, "NOOP")) putf(c, "%s OK NOOP completed for %s\r\n", c->tag, c->user);
    else if (!strcasecmp(cmd, "LOGIN")) {
        p = token(p, end, a, sizeof a);
        token(p, end, b, sizeof b);
        auth_reply(c, login(c, a, b));
    } else if (!strcasecmp(cmd, "AUTHENTICATE")) {
        sasl(c, p + strspn(p, " "));
    } else if (!strcasecmp(cmd, "CAPABILITY")) putf(c, "* CAPABILITY %s\r\n%s OK Done\r\n", sink.caps, c->tag);
    else if (!strcasecmp(cmd, "ID")) putf(c, "* ID (\"name\" \"mailload\")\r\n%s OK Done\r\n", c->tag);
    else if (!strcasecmp(cmd, "LOGOUT")) { putf(c, "* BYE Logging out\r\n%s OK Logout completed.\r\n", c->tag); c->close_after = 1; }
    else if (!strcasecmp(cmd, "STARTTLS") && sink.starttls) { putf(c, "%s OK Begin TLS\r\n", c->tag); c->tls_after = 1; }
    else if (!c->authed) { sink.bad_cmds++; putf(c, "%s BAD Not logged in\r\n", c->tag); }
    else if (!strcasecmp(cmd, "SELECT") || !strcasecmp(cmd, "EXAMINE"))
        putf(c, "* FLAGS (\\Seen \\Deleted)\r\n* 1000000 EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 1] ok\r\n"
             "* OK [UIDNEXT 1000001] ok\r\n%s OK [READ-WRITE] Selected\r\n", c->tag);
    else if (!strcasecmp(cmd, "FETCH")) {       /* the message number is the number of lines */
        unsigned long k = strtoul(p, NULL, 10);
        putf(c, "* %lu FETCH (BODY[TEXT] {%lu}\r\n", k, k * LINE);
        put_body(c, k * LINE, ")\r\n%s OK Fetch completed.\r\n", c->tag);
    } else if (!strcasecmp(cmd, "IDLE")) { c->mode = M_IDLE; putf(c, "+ idling\r\n"); }
    else if (!strcasecmp(cmd, "APPEND")) {
        char *o = memrchr(l, '{', n);
        c->lit_left = o ? strtoul(o + 1, NULL, 10) : 0;
        memset(&c->body, 0, sizeof c->body);
        c->mode = M_APPEND;
        if (o && !memchr(o, '+', (size_t)(end - o))) put(c, "+ OK\r\n", 6);
    } else if (!strcasecmp(cmd, "ENABLE") || !strcasecmp(cmd, "NAMESPACE") || !strcasecmp(cmd, "CLOSE"))
        putf(c, "%s OK Done\r\n", c->tag);
    else { sink.bad_cmds++; putf(c, "%s BAD Unknown command\r\n", c->tag); }
}

void pop3_line(struct conn *c, char *l) {
    if (c->mode == M_PLAIN || c->mode == M_TICKET) { sasl_answer(c, l); return; }
    if (!strncasecmp(l, "USER ", 5)) { snprintf(c->user, sizeof c->user, "%.127s", l + 5); putf(c, "+OK\r\n"); }
    else if (!strncasecmp(l, "PASS ", 5)) { char u[128]; memcpy(u, c->user, sizeof u); auth_reply(c, login(c, u, l + 5)); }
    else if (!strncasecmp(l, "AUTH ", 5)) sasl(c, l + 5);
    else if (!strcasecmp(l, "CAPA"))
        putf(c, "+OK\r\nUSER\r\nUIDL\r\nTOP\r\nPIPELINING\r\nSASL %s\r\n%s.\r\n", mechanism(), sink.starttls ? "STLS\r\n" : "");
    else if (!strcasecmp(l, "QUIT")) { putf(c, "+OK Bye\r\n"); c->close_after = 1; }
    else if (!strcasecmp(l, "STLS") && sink.starttls) { putf(c, "+OK Begin TLS\r\n"); c->tls_after = 1; }
    else if (!c->authed) { sink.bad_cmds++; putf(c, "-ERR Not logged in\r\n"); }
    else if (!strcasecmp(l, "NOOP")) putf(c, "+OK %s\r\n", c->user);
    else if (!strcasecmp(l, "STAT")) putf(c, "+OK 1000000 1000000\r\n");
    else if (!strncasecmp(l, "RETR ", 5)) {
        unsigned long k = strtoul(l + 5, NULL, 10);
        putf(c, "+OK\r\nSubject: mailload\r\nX-Mailload-Size: %lu\r\n\r\n", k * LINE);
        put_body(c, k * LINE, ".\r\n");
    } else { sink.bad_cmds++; putf(c, "-ERR Unknown command\r\n"); }
}

void smtp_line(struct conn *c, char *l) {
    if (c->mode == M_PLAIN || c->mode == M_TICKET) { sasl_answer(c, l); return; }
    if (!strncasecmp(l, "MAIL ", 5)) { c->rcpts = 0; putf(c, "250 2.1.0 Ok\r\n"); }
    else if (!strncasecmp(l, "RCPT ", 5)) { c->rcpts++; putf(c, "250 2.1.5 Ok\r\n"); }
    else if (!strcasecmp(l, "DATA")) {
        if (!c->rcpts) { sink.bad_cmds++; putf(c, "503 5.5.1 No recipients\r\n"); return; }
        c->mode = M_DATA; memset(&c->body, 0, sizeof c->body);
        putf(c, "354 Go on\r\n");
    } else if (!strncasecmp(l, "EHLO", 4) || !strncasecmp(l, "LHLO", 4))
        putf(c, "250-sink.example.test\r\n250-PIPELINING\r\n250-SIZE 104857600\r\n250-8BITMIME\r\n250-ENHANCEDSTATUSCODES\r\n"
             "%s250-AUTH %s\r\n250 XCLIENT NAME ADDR PORT PROTO HELO LOGIN DESTADDR DESTPORT SESSION TTL TIMEOUT\r\n",
             sink.starttls ? "250-STARTTLS\r\n" : "", mechanism());
    else if (!strncasecmp(l, "HELO", 4)) putf(c, "250 sink.example.test\r\n");
    else if (!strncasecmp(l, "AUTH ", 5)) sasl(c, l + 5);
    else if (!strncasecmp(l, "XCLIENT", 7)) {         /* XCLIENT may carry the user */
        char *p = strcasestr(l, " LOGIN=");
        if (p) snprintf(c->user, sizeof c->user, "%.*s", (int)strcspn(p + 7, " "), p + 7);
        greet(c);
    }
    else if (!strcasecmp(l, "RSET")) { c->rcpts = 0; putf(c, "250 2.0.0 Ok\r\n"); }
    else if (!strncasecmp(l, "NOOP", 4)) putf(c, "250 2.0.0 Ok %s\r\n", c->user);
    else if (!strcasecmp(l, "STARTTLS") && sink.starttls) { putf(c, "220 2.0.0 Begin TLS\r\n"); c->tls_after = 1; }
    else if (!strcasecmp(l, "QUIT")) { putf(c, "221 2.0.0 Bye\r\n"); c->close_after = 1; }
    else { sink.bad_cmds++; putf(c, "500 5.5.1 Unknown command\r\n"); }
}


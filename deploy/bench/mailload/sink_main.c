/* The fake back-end: options, listeners, the loop. */
#include "mailload.h"
#include <arpa/inet.h>
#include <errno.h>
#include <getopt.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

static struct { int fd, proto, tls; } lst[16];
static int nlst;

static void add_listener(int proto, int tls, const char *addr) {
    char host[64] = "127.0.0.1";
    const char *colon = strrchr(addr, ':');
    if (colon) snprintf(host, sizeof host, "%.*s", (int)(colon - addr), addr);
    struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(colon ? colon + 1 : addr)) };
    if (inet_pton(AF_INET, host, &a.sin_addr) != 1 || nlst == 16) die("bad listener %s", addr);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), one = 1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(fd, (struct sockaddr *)&a, sizeof a) || listen(fd, 4096)) die("listen on %s: %s", addr, strerror(errno));
    lst[nlst].fd = fd; lst[nlst].proto = proto; lst[nlst++].tls = tls;
}

/* clients must show a certificate from the authority, if there is one; sessions may be resumed */
static void server_tls(const char *cert, const char *key, const char *authority) {
    ctx = SSL_CTX_new(TLS_server_method());
    if (SSL_CTX_use_certificate_chain_file(ctx, cert) != 1 || SSL_CTX_use_PrivateKey_file(ctx, key ? key : cert, SSL_FILETYPE_PEM) != 1)
        die("cannot load %s", cert);
    SSL_CTX_set_mode(ctx, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_options(ctx, SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_session_id_context(ctx, (const unsigned char *)"mailload", 8);
    if (!authority) return;
    if (SSL_CTX_load_verify_locations(ctx, authority, NULL) != 1) die("cannot load %s", authority);
    SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
}

static void accept_all(int k) {
    for (int j = 0, fd; j < 64 && (fd = accept4(lst[k].fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0; j++) {
        int one = 1;
        struct conn *c = calloc(1, sizeof *c);
        if (!c) die("out of memory");
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        c->fd = fd; c->proto = (uint8_t)lst[k].proto; sink.conns++;
        if (lst[k].tls) { c->listener = 1; start_tls(c, 1); interest(c, EPOLLIN); }
        else { greet(c); if (flush(c)) { finish(c); continue; } interest(c, EPOLLIN); }
    }
}

static void serve(void) {
    struct epoll_event ev[256];
    for (int i = 0; i < nlst; i++) {
        struct epoll_event e = { .events = EPOLLIN, .data.ptr = &lst[i] };
        epoll_ctl(ep, EPOLL_CTL_ADD, lst[i].fd, &e);
    }
    while (!stop) {
        int n = epoll_wait(ep, ev, 256, 1000);
        for (int i = 0; i < n; i++) {
            char *p = ev[i].data.ptr;
            if (p < (char *)lst || p >= (char *)(lst + 16)) on_event((struct conn *)p);
            else accept_all((int)((p - (char *)lst) / (long)sizeof lst[0]));
        }
    }
}

int sink_main(int argc, char **argv) {
    static const struct option o[] = {
        { "imap", 1, 0, 'i' }, { "pop3", 1, 0, 'p' }, { "smtp", 1, 0, 's' }, { "lmtp", 1, 0, 'l' },
        { "imaps", 1, 0, 'I' }, { "pop3s", 1, 0, 'P' }, { "smtps", 1, 0, 'S' }, { "starttls", 0, 0, 'T' },
        { "cert", 1, 0, 'c' }, { "key", 1, 0, 'k' }, { "client-ca", 1, 0, 'A' }, { "password", 1, 0, 'w' }, { "any-password", 0, 0, 'a' },
        { "node", 1, 0, 'n' }, { "secret", 1, 0, 's' + 256 }, { "corrupt", 0, 0, 'C' }, { 0, 0, 0, 0 } };
    const char *cert = NULL, *key = NULL, *authority = NULL;
    for (int k; (k = getopt_long(argc, argv, "", o, NULL)) != -1;) switch (k) {
    case 'i': add_listener(IMAP, 0, optarg); break;
    case 'p': add_listener(POP3, 0, optarg); break;
    case 's': add_listener(SMTP, 0, optarg); break;
    case 'l': add_listener(LMTP, 0, optarg); break;
    case 'I': add_listener(IMAP, 1, optarg); break;
    case 'P': add_listener(POP3, 1, optarg); break;
    case 'S': add_listener(SMTP, 1, optarg); break;
    case 'T': sink.starttls = 1; sink.caps = CAPABILITIES " STARTTLS AUTH=PLAIN"; break;
    case 'c': cert = optarg; break;
    case 'k': key = optarg; break;
    case 'A': authority = optarg; break;
    case 'w': sink.password = optarg; break;
    case 'a': sink.any_password = 1; break;
    case 'n': sink.node = optarg; sink.caps = CAPABILITIES " AUTH=" TICKET; break;
    case 's' + 256: ticket_secret(optarg); break;
    case 'C': sink.corrupt = 1; break;
    default: return 2;
    }
    if (!nlst) die("sink: no listener given");
    for (int i = 0; i < nlst; i++) if (lst[i].tls && !cert) die("sink: TLS without --cert");
    is_sink = 1;
    if (cert) server_tls(cert, key, authority);
    serve();
    printf("{\"conns\":%lu,\"logins\":%lu,\"auth_fail\":%lu,\"messages\":%lu,\"bad_bytes\":%lu,\"bad_cmds\":%lu,"
           "\"tls_full\":%lu,\"tls_resumed\":%lu}\n", sink.conns, sink.logins, sink.auth_fail, sink.messages, sink.bad_bytes,
           sink.bad_cmds, sink.tls_full, sink.tls_resumed);
    return sink.bad_bytes ? 1 : 0;
}

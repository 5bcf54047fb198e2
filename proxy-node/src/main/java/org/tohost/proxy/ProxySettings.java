package org.tohost.proxy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.tohost.common.config.Group;
import org.tohost.common.config.Listen;
import org.tohost.common.config.MatchList;
import org.tohost.common.config.Setting;
import org.tohost.common.domain.Service;
import org.tohost.common.failure.Failure;
import org.tohost.common.net.TlsEngine;
import org.tohost.proxy.relay.Relays;

/// The ports of a proxy and what it says of its back-ends before it knows the user.
@Group(value = "Proxy", doc = "The ports of a proxy and what clients are told there.")
public record ProxySettings(
        @Setting(
                        name = "g_proxy_listen",
                        doc =
                                "A port that the proxy opens; repeatable. `smtp` is for mail from"
                                        + " other servers, `submission` for users.")
                List<Listen> listen,
        @Setting(
                        name = "g_proxy_trusted",
                        def = "",
                        doc =
                                "Front ends that tell who their clients are, a match list of addresses: by"
                                        + " XCLIENT on the ports for SMTP, and by the PROXY protocol on"
                                        + " ports with `proxy=\"true\"`.")
                MatchList trusted,
        @Setting(
                        name = "g_proxy_plaintext",
                        def = "false",
                        doc =
                                "Whether clients may send passwords without TLS. From loopback they"
                                        + " always may.")
                boolean plaintext,
        @Setting(
                        name = "g_proxy_imap_capabilities",
                        def = "",
                        doc =
                                "What IMAP clients are told before the login, with spaces between."
                                        + " The login, and TLS, are added by the proxy; after the login"
                                        + " the back-end speaks for itself. Empty: what all back-ends"
                                        + " announce that serve, see `g_probe_interval`; until the"
                                        + " first has answered, `IMAP4rev1 LITERAL+ ID ENABLE SASL-IR"
                                        + " IDLE NAMESPACE UNSELECT UIDPLUS MOVE CHILDREN`.")
                String imapCapabilities,
        @Setting(
                        name = "g_proxy_pop3_capabilities",
                        def = "",
                        doc =
                                "What POP3 clients are told before the login, with commas between."
                                        + " `UTF8` and `LANG` (RFC 6856) only if all back-ends have"
                                        + " them: they are told what the client has chosen. Empty: as"
                                        + " with IMAP; until the first has answered, `TOP, UIDL,"
                                        + " RESP-CODES, AUTH-RESP-CODE, PIPELINING`.")
                String pop3Capabilities,
        @Setting(
                        name = "g_proxy_sieve_capabilities",
                        def = "",
                        doc =
                                "What ManageSieve clients are told before the login, with commas"
                                        + " between; a capability's value stands behind its name."
                                        + " Empty: as with IMAP; until the first has answered,"
                                        + " `VERSION 1.0, SIEVE fileinto envelope encoded-character"
                                        + " reject vacation subaddress relational"
                                        + " comparator-i;ascii-numeric imap4flags copy body"
                                        + " variables`.")
                String sieveCapabilities,
        @Setting(
                        name = "g_proxy_smtp_capabilities",
                        def = "",
                        doc =
                                "The keywords of the answer to EHLO, with commas between: what all"
                                        + " back-ends can do, and the smallest SIZE among them."
                                        + " Empty: as with IMAP; until the first has answered,"
                                        + " `PIPELINING, SIZE 104857600, 8BITMIME,"
                                        + " ENHANCEDSTATUSCODES, SMTPUTF8`.")
                String smtpCapabilities,
        @Setting(
                        name = "g_proxy_tls_engine",
                        def = "best",
                        doc =
                                "`openssl`: BoringSSL, which is built in for Linux on x86-64;"
                                        + " `jdk`: the one of Java; `best`: the first of these that"
                                        + " works.")
                Engine tlsEngine,
        @Setting(
                        name = "g_relay",
                        def = "auto",
                        doc =
                                "How logged in connections are relayed. `auto`: where client and"
                                        + " back-end both speak clear text, by the kernel without"
                                        + " copies, if it is Linux on x86-64 or aarch64; all others by"
                                        + " event loops. `channel`: all by event loops.")
                Relays.Choice relay,
        @Setting(
                        name = "g_proxy_warm_up",
                        def = "5s",
                        doc =
                                "How long at most a proxy that starts logs in to itself, with a user"
                                        + " and a back-end that are made up, before it opens its"
                                        + " ports: until the code is compiled a login costs ten"
                                        + " times as much. It ends earlier when that helps no more."
                                        + " `0s` for not at all.")
                Duration warmUp) {
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(30);

    /// Copies the list.
    ///
    /// @throws Failure.Syntax if there is no port, one that no proxy serves, or one for front ends
    ///   and none of these is trusted
    public ProxySettings {
        listen = List.copyOf(listen);
        if (listen.isEmpty()) {
            throw new Failure.Syntax("g_proxy_listen must be set: a proxy without a port is none");
        }
        if (listen.stream().anyMatch(port -> port.service() == Service.LMTP)) {
            throw new Failure.Syntax("g_proxy_listen: LMTP is between back-ends");
        }
        if (warmUp.isNegative() || warmUp.compareTo(LONGEST_WARM_UP) > 0) {
            throw new Failure.Syntax("g_proxy_warm_up goes from 0s to 30s");
        }
        if (trusted.isEmpty() && listen.stream().anyMatch(Listen::proxy)) {
            throw new Failure.Syntax("g_proxy_listen: proxy=\"true\" needs g_proxy_trusted");
        }
    }

    /// Which code does TLS.
    public enum Engine {
        BEST,
        OPENSSL,
        JDK;

        TlsEngine choose() {
            return switch (this) {
                case BEST -> TlsEngine.best();
                case OPENSSL -> TlsEngine.OPENSSL;
                case JDK -> TlsEngine.JDK;
            };
        }
    }

    /// {@return what back-ends can do in this service as the operator says, an item a capability;
    /// empty if it is to be found out}
    List<String> capabilities(Service service) {
        return switch (service) {
            case IMAP -> items(imapCapabilities, " +");
            case POP3 -> items(pop3Capabilities, ",");
            case SIEVE -> items(sieveCapabilities, ",");
            case SMTP, SUBMISSION, LMTP -> items(smtpCapabilities, ",");
        };
    }

    /// {@return the services that it has a port for}
    public Set<Service> services() {
        return listen.stream().map(Listen::service).collect(Collectors.toUnmodifiableSet());
    }

    private static List<String> items(String text, String separator) {
        return List.of(text.split(separator, -1)).stream()
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }
}

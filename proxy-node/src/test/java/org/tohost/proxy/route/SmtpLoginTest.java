package org.tohost.proxy.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tohost.common.config.BackendAddress;
import org.tohost.common.config.BackendLogin;
import org.tohost.common.config.BackendPorts;
import org.tohost.common.config.BackendTls;
import org.tohost.common.config.MatchList;
import org.tohost.common.config.SecretFile;
import org.tohost.common.domain.ClientInfo;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.SessionId;
import org.tohost.common.domain.UserId;
import org.tohost.common.testing.ForeignHost;
import org.tohost.proxy.dialogue.Handover;
import org.tohost.proxy.guard.Announced;

/// The hand-over by SMTP to servers of another make.
final class SmtpLoginTest {
    private static final Handover SUBMISSION = new Handover.Submission("laptop");
    private static final Handover INBOUND =
            new Handover.Inbound(
                    "mx.example.org", "MAIL FROM:<a@example.org>", "RCPT TO:<b@example.test>");
    private static final BackendLogin PASSWORD = ForeignHost.password(BackendLogin.Forward.NONE);
    private static final BackendLogin XCLIENT = ForeignHost.password(BackendLogin.Forward.XCLIENT);
    private static final BackendLogin MASTER =
            new BackendLogin(
                    BackendLogin.Kind.MASTER,
                    "tohost",
                    Optional.of(new SecretFile(Path.of("secret"), Secret.of("pr0xy"))),
                    "",
                    BackendLogin.Names.ADDRESS,
                    BackendLogin.Forward.NONE);

    private static Handshake with(Handover handover, BackendLogin login, BackendTls.Mode mode) {
        boolean user = handover instanceof Handover.Submission;
        Service service = user ? Service.SUBMISSION : Service.SMTP;
        BackendTls tls = new BackendTls(Optional.of(mode), Optional.empty(), "", Optional.empty());
        BackendAddress line =
                new BackendAddress(
                        MatchList.parse("pf"), "", BackendPorts.USUAL, false, login, tls);
        Passenger passenger =
                new Passenger(
                        service,
                        Optional.of(new UserId("alice@example.test")).filter(_ -> user),
                        Optional.of(Secret.of("s3cret")).filter(_ -> user),
                        new ClientInfo("2001:db8:0:0:0:0:0:7", 99, true, "mx.example.org"),
                        new SessionId("s1"));
        InetSocketAddress reached =
                new InetSocketAddress(InetAddress.ofLiteral("198.51.100.1"), 25);
        return Handshake.of(
                handover,
                HostTerms.of(new Route(new NodeId("pf"), service, line), passenger, reached),
                new Announced("px", List.of("PIPELINING", "SIZE 100", "8BITMIME", "CHUNKING")));
    }

    private static String talk(Handover handover, BackendLogin login, String backend) {
        return Conversation.of(with(handover, login, BackendTls.Mode.NONE), backend);
    }

    @Test
    void aUserLogsInByPlain() {
        assertEquals(
                """
                > EHLO laptop
                > AUTH PLAIN AGFsaWNlQGV4YW1wbGUudGVzdABzM2NyZXQ=
                = 235 2.7.0 Welcome
                """,
                talk(
                        SUBMISSION,
                        PASSWORD,
                        """
                        220 pf ESMTP
                        250-pf
                        250 AUTH LOGIN PLAIN
                        235 2.7.0 Welcome
                        """));
    }

    @Test
    void orByLoginIfThatIsAll() {
        assertEquals(
                """
                > EHLO laptop
                > AUTH LOGIN
                > YWxpY2VAZXhhbXBsZS50ZXN0
                > czNjcmV0
                ! AUTHENTICATION the back-end said: 535 5.7.8 No
                """,
                talk(
                        SUBMISSION,
                        PASSWORD,
                        """
                        220 pf ESMTP
                        250-pf
                        250 auth login
                        334 VXNlcm5hbWU6
                        334 UGFzc3dvcmQ6
                        535 5.7.8 No
                        """));
    }

    @Test
    void theMasterUserActsForTheUser() {
        String heard =
                talk(
                        SUBMISSION,
                        MASTER,
                        """
                        220 pf ESMTP
                        250-pf
                        250 AUTH PLAIN
                        535 5.7.8 No
                        """);
        assertTrue(
                heard.contains("AUTH PLAIN YWxpY2VAZXhhbXBsZS50ZXN0AHRvaG9zdABwcjB4eQ==\n"), heard);
        assertTrue(heard.contains("! MISCONFIGURED the master user was refused"), heard);
    }

    @Test
    void aHostThatTakesNoLoginIsAnOperatorsMistake() {
        String heard = talk(SUBMISSION, PASSWORD, "220 pf ESMTP\n250 pf\n");
        assertTrue(heard.contains("! MISCONFIGURED"), heard);
        heard = talk(SUBMISSION, PASSWORD, "220 x\n250-x\n250 AUTH PLAIN\n454 4.7.0 Later\n");
        assertTrue(heard.endsWith("! SILENT the back-end said: 454 4.7.0 Later\n"), heard);
    }

    @Test
    void tlsComesBeforeAllElseAndIsFollowedByEhlo() {
        Handshake handshake = with(INBOUND, PASSWORD, BackendTls.Mode.STARTTLS);
        assertEquals(
                """
                > EHLO mx.example.org
                > STARTTLS
                # EHLO mx.example.org
                > MAIL FROM:<a@example.org>
                > RCPT TO:<b@example.test>
                = 550 5.1.1 No such user
                """,
                Conversation.of(
                        handshake,
                        """
                        220 pf ESMTP
                        250-pf
                        250-AUTH PLAIN
                        250 STARTTLS
                        220 2.0.0 Ready
                        250-pf
                        250 SIZE 50
                        250 2.1.0 Ok
                        550 5.1.1 No such user
                        """));
        assertTrue(handshake.guard().isPresent());
    }

    @Test
    void withoutTlsNoSessionWhereItIsWanted() {
        assertEquals(
                "> EHLO mx.example.org\n! SILENT the back-end said: no STARTTLS\n",
                Conversation.of(
                        with(INBOUND, PASSWORD, BackendTls.Mode.STARTTLS),
                        "220 pf ESMTP\n250-pf\n250 PIPELINING\n"));
    }

    @Test
    void xclientIsFollowedByEhloAndOnlyWhereItIsOffered() {
        assertEquals(
                """
                > EHLO mx.example.org
                > XCLIENT NAME=[UNAVAILABLE] ADDR=IPV6:2001:db8:0:0:0:0:0:7 PORT=99 HELO=mx.example.org
                > EHLO mx.example.org
                > MAIL FROM:<a@example.org>
                = 552 5.3.4 Too large
                """,
                talk(
                        INBOUND,
                        XCLIENT,
                        """
                        220 pf ESMTP
                        250-pf
                        250 XCLIENT NAME ADDR PORT HELO DESTADDR
                        220 pf ESMTP
                        250-pf
                        250 XCLIENT NAME ADDR PORT HELO DESTADDR
                        552 5.3.4 Too large
                        """));
        assertEquals(
                "> EHLO mx.example.org\n> MAIL FROM:<a@example.org>\n",
                talk(INBOUND, XCLIENT, "220 pf\n250 pf\n"));
    }

    @Test
    void aHostThatGoesHasNotTakenTheSession() {
        for (String reply : List.of("421 4.3.2 Stopping", "354 What?")) {
            assertTrue(
                    talk(INBOUND, PASSWORD, "220 pf\n250 pf\n" + reply + "\n")
                            .endsWith("! SILENT the back-end said: " + reply + "\n"));
        }
        assertTrue(talk(INBOUND, PASSWORD, "554 Go\n").startsWith("! SILENT"));
    }
}

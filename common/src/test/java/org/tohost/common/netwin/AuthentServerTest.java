package org.tohost.common.netwin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.UserEditor;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.UserId;
import org.tohost.common.fixture.UsersFixture;

/// The server, spoken to line by line.
class AuthentServerTest {
    private static final String EDIT = "g_authent_server_edit \"true\"\n";

    private final FixedUsers users = FixedUsers.ofContract();
    private final ScriptedEditor editor = new ScriptedEditor();

    @Test
    void answersWhoSomebodyIs() {
        users.with(
                "x",
                new Account(
                        new UserId("fay@example.test"),
                        List.of("be1"),
                        Account.Status.OK,
                        List.of("staff", "free"),
                        OptionalLong.of(2000),
                        List.of(
                                MailAddress.parse("fay@example.test"),
                                MailAddress.parse("fay@b.test")),
                        Optional.empty()));
        assertEquals(
                """
                +OK alice@example.test config 0 mailstatus="ok" tohost="be1"
                +OK alice@example.test config 0 mailstatus="ok" tohost="be1"
                +OK bob@example.test config 0 mailstatus="ok" tohost="be2"
                +OK dave@example.test config 0 mailstatus="closed" tohost="be1"
                +OK dave@example.test config 0 mailstatus="closed" tohost="be1"
                +OK fay@example.test config 0 fwd="$user,fay@b.test" mailaccess="staff,free" \
                mailstatus="ok" quota="2000" tohost="be1"
                -ERR nobody@example.test does not exist
                -ERR nobody does not exist
                +OK
                """,
                said(
                        """
                        lookup Alice@example.test
                        check alice@example.test wonder*land_(1)\\
                        check bob@example.test passwörd 10.0.0.1
                        check dave@example.test dave's
                        lookup dave@example.test
                        lookup fay@example.test
                        lookup nobody@example.test
                        lookup nobody
                        exit
                        lookup alice@example.test
                        """));
    }

    @Test
    void aWrongPasswordAndAnUnknownUserAreTheSame() {
        assertEquals(
                """
                -ERR bob@example.test password wrong or not a valid user
                -ERR eve@example.test password wrong or not a valid user
                -ERR dave@example.test password wrong or not a valid user
                """,
                said(
                        """
                        check bob@example.test x
                        check eve@example.test x
                        check dave@example.test x
                        """));
    }

    @Test
    void anOutageIsDead() {
        users.fallSilent(true);
        assertEquals(
                """
                -DEAD the user database does not answer
                -DEAD the user database does not answer
                """,
                said("check bob@example.test x\nlookup bob@example.test\n"));
    }

    @Test
    void answersWhatItIsNotMeantForAsWell() {
        assertEquals(
                """
                +OK Tohost, the authent protocol
                +OK check lookup set del search version help exit quit
                -ERR unknown command, try help
                -ERR the command is missing
                -ERR control character in the line
                -ERR users are not changed or searched here
                -ERR users are not changed or searched here
                -ERR users are not changed or searched here
                +OK
                """,
                said(
                        """
                        version
                        help
                        user bob

                        lookup a\tb
                        set bob@example.test x
                        del bob@example.test
                        search bob
                        quit
                        """));
    }

    @Test
    void textsAreShort() {
        String answer = said("lookup " + "n".repeat(200) + "\n");
        assertEquals("-ERR user does not exist\n", answer);
        assertTrue(said("search\n".repeat(3)).lines().allMatch(line -> line.length() < 106));
    }

    @Test
    void changesUsersIfItMay() {
        assertEquals(
                """
                +OK bob@example.test added to database
                +OK bob@example.test added to database
                +OK bob@example.test deleted
                -ERR eve@example.test does not exist
                +DATA ann@example.test full_name="Ann A." quota="5"
                +DATA ben@example.test
                +OK Search Complete 2 items found out of 7
                -ERR no such label
                -DEAD the user database does not answer
                -ERR an address needs an @
                """,
                edited(
                        """
                        set Bob@example.test s3cret quota="200" full_name="Bob B."
                        set bob@example.test (NULL) fwd=""
                        del bob@example.test
                        del eve@example.test
                        search *n* -from 3 -max 2
                        set bob@example.test x shoes="9"
                        set bob@example.test x quota="0"
                        del bob
                        """));
        assertEquals(
                List.of(
                        "write bob@example.test s3cret {full_name=Bob B., quota=200}",
                        "write bob@example.test - {fwd=}",
                        "delete bob@example.test",
                        "delete eve@example.test",
                        "search *n* 3 2"),
                editor.done());
    }

    @Test
    void tooManyFailedChecksAreNotMade() {
        assertEquals(
                """
                -ERR bob@example.test password wrong or not a valid user
                -ERR bob@example.test password wrong or not a valid user
                -DEAD too many wrong passwords, try again in a minute
                -DEAD too many wrong passwords, try again in a minute
                +OK st*r@example.test config 0 mailstatus="ok" tohost="be1"
                +OK st*r@example.test config 0 mailstatus="ok" tohost="be1"
                """,
                conversation(
                        "g_authent_server_failures \"2\"\n",
                        """
                        check bob@example.test x 10.0.0.1
                        check bob@example.test x 10.0.0.1
                        check bob@example.test x 10.0.0.1
                        check st*r@example.test star's 10.0.0.1
                        check st*r@example.test star's 10.0.0.2
                        check st*r@example.test star's
                        """));
    }

    @Test
    void withoutTheClientsAddressOneUsersFailuresAreNoneOfTheOthers() {
        assertEquals(
                """
                -ERR bob@example.test password wrong or not a valid user
                -ERR bob@example.test password wrong or not a valid user
                -DEAD too many wrong passwords, try again in a minute
                -ERR carol@example.test password wrong or not a valid user
                +OK st*r@example.test config 0 mailstatus="ok" tohost="be1"
                """,
                conversation(
                        "g_authent_server_failures \"2\"\n",
                        """
                        check bob@example.test x
                        check bob@example.test x
                        check Bob@example.test x
                        check carol@example.test x
                        check st*r@example.test star's
                        """));
    }

    @Test
    void aLineWithoutEndIsNoCommand() {
        assertEquals("", edited("del bob@example.test"));
        assertEquals(List.of(), editor.done());
    }

    @Test
    void aLineThatIsTooLongEndsTheSession() {
        assertEquals(
                "-ERR a line has at most 8192 octets\n",
                said("lookup " + "a".repeat(9000) + "\nversion\n"));
    }

    @Test
    void servesOverTcp() throws Exception {
        AuthentServer server = Peers.server(users, "");
        try (Socket socket = connect(server);
                BufferedReader in = reader(socket)) {
            socket.getOutputStream().write("loo".getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write("kup bob@exam".getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream()
                    .write("ple.test\r\nversion\r\nexit\r\n".getBytes(StandardCharsets.UTF_8));
            assertEquals(
                    "+OK bob@example.test config 0 mailstatus=\"ok\" tohost=\"be2\"",
                    in.readLine());
            assertEquals("+OK Tohost, the authent protocol", in.readLine());
            assertEquals("+OK", in.readLine());
            assertEquals(-1, in.read());
        }
        server.stop();
    }

    @Test
    void servesSoManyAtOnceAndNoMore() throws Exception {
        AuthentServer server = Peers.server(users, "g_authent_server_connections \"1\"\n");
        try (Socket first = connect(server);
                BufferedReader in = reader(first)) {
            first.getOutputStream().write("version\n".getBytes(StandardCharsets.UTF_8));
            assertEquals("+OK Tohost, the authent protocol", in.readLine());
            assertFalse(answers(server));
        }
        Peers.await(() -> answers(server));
        server.stop();
    }

    @Test
    void servesThoseWhoMayAskOnly() throws Exception {
        AuthentServer server = Peers.server(users, "g_authent_server_allow \"10.0.0.0/8\"\n");
        assertFalse(answers(server));
        server.stop();
    }

    @Test
    void aSilentConnectionIsClosed() throws Exception {
        AuthentServer server = Peers.server(users, "g_authent_server_idle \"200ms\"\n");
        try (Socket socket = connect(server);
                BufferedReader in = reader(socket)) {
            assertEquals(-1, in.read());
        }
        server.stop();
    }

    private static boolean answers(AuthentServer server) {
        try (Socket socket = connect(server);
                BufferedReader in = reader(socket)) {
            socket.getOutputStream().write("version\n".getBytes(StandardCharsets.UTF_8));
            return in.readLine() != null;
        } catch (SocketException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Socket connect(AuthentServer server) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(60_000);
        return socket;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private String said(String lines) {
        return conversation("", lines);
    }

    private String edited(String lines) {
        return conversation(EDIT, lines);
    }

    private String conversation(String settings, String lines) {
        AuthentServer server =
                new AuthentServer(
                        UsersFixture.bind(AuthentServerSettings.class, settings),
                        users,
                        Optional.<UserEditor>of(editor),
                        Clock.systemUTC());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            server.converse(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}

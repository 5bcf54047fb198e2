package org.tohost.common.sasl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.authent.LoginName;
import org.tohost.common.authent.ScramVerifier;
import org.tohost.common.domain.Secret;
import org.tohost.common.failure.Failure;
import org.tohost.common.testing.ScramClient;
import org.tohost.common.testing.Seeded;

/// The exchange of RFC 7677 3, and what goes wrong with it.
class ScramServerTest {
    private static final String NONCE = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    private static final byte[] END_POINT = octets("the hash of a certificate");
    private static final ScramVerifier VERIFIER =
            ScramClient.verifier(
                    "pencil", Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ=="), 4096);

    private final ScramServer server = new ScramServer(Optional.empty(), false, NONCE);

    @Test
    void provesWhatTheRfcProves() {
        assertEquals(
                "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                        + "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
                challenge(server, "n,,n=user,r=rOprNGfwEbeRWgbNEkqO"));
        assertEquals(
                "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
                text(
                        server.on(
                                octets(
                                        "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                                                + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="))));
        assertEquals(proven("user"), server.on(new byte[0]));
    }

    @Test
    void isBoundToTheConnection() {
        ScramServer bound = new ScramServer(Optional.of(END_POINT), true, NONCE);
        ScramClient client = client("p=tls-server-end-point,,", END_POINT, "pencil");
        assertTrue(client.believes(last(bound, client)));
        assertEquals(proven("user"), bound.on(new byte[0]));
    }

    @Test
    void refusesAnotherConnection() {
        ScramServer bound = new ScramServer(Optional.of(END_POINT), true, NONCE);
        ScramClient client = client("p=tls-server-end-point,,", octets("another"), "pencil");
        String challenge = challenge(bound, client.first());
        assertFailed("bound to another connection", bound.on(octets(client.last(challenge))));
    }

    @Test
    void refusesOtherIdeasOfTheBinding() {
        ScramServer hidden = new ScramServer(Optional.empty(), true, NONCE);
        assertFailed("somebody hid -PLUS from the client", hidden.on(octets("y,,n=user,r=x")));
        ScramServer bound = new ScramServer(Optional.of(END_POINT), true, NONCE);
        assertFailed("-PLUS without channel binding", bound.on(octets("n,,n=user,r=x")));
        String other = "another channel binding than ours";
        assertFailed(other, bound.on(octets("p=tls-unique,,n=user,r=x")));
        assertFailed(other, server.on(octets("p=tls-server-end-point,,n=user,r=x")));
    }

    @Test
    void takesWhoCouldBindWhereNobodyOffersIt() {
        ScramClient client = client("y,,", new byte[0], "pencil");
        assertTrue(client.believes(last(server, client)));
    }

    @Test
    void refusesAWrongPasswordAndOtherUsersNames() {
        ScramClient client = client("n,,", new byte[0], "pen");
        String challenge = challenge(server, client.first());
        assertFailed("wrong password", server.on(octets(client.last(challenge))));
        ScramServer another = new ScramServer(Optional.empty(), false, NONCE);
        assertFailed("authzid of another user", another.on(octets("n,a=admin,n=user,r=x")));
    }

    @Test
    void takesTheSameNameAsAuthzidAndChecksTheHeaderThatWasSent() {
        ScramClient client = client("n,a=User,", new byte[0], "pencil");
        assertTrue(client.believes(last(server, client)));
        ScramServer another = new ScramServer(Optional.empty(), false, NONCE);
        String challenge = challenge(another, "n,a=user,n=user,r=rOprNGfwEbeRWgbNEkqO");
        ScramClient changed = client("n,,", new byte[0], "pencil");
        assertFailed("bound to another connection", another.on(octets(changed.last(challenge))));
    }

    @Test
    void takesAnEmptyAuthzid() {
        ScramClient client = client("n,a=,", new byte[0], "pencil");
        assertTrue(client.believes(last(server, client)));
    }

    @Test
    void refusesTheNonceOfAnotherLogin() {
        ScramClient client = client("n,,", new byte[0], "pencil");
        String challenge = challenge(server, client.first());
        String last = client.last(challenge.replace("hNlF$k0", "hNlF$k1"));
        assertFailed("nonce of another login", server.on(octets(last)));
    }

    @Test
    void readsCommasAndEqualsSignsInNames() {
        SaslMove move = server.on(octets("n,,n=a=2Cb=3Dc,r=x"));
        assertEquals(
                new LoginName("a,b=c"), assertInstanceOf(SaslMove.AskVerifier.class, move).name());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "n=user,r=x",
                "q,,n=user,r=x",
                "p=,,n=user,r=x",
                "n,user,n=user,r=x",
                "n,,n=,r=x",
                "n,,n=user",
                "n,,r=x,n=user",
                "n,,n=us=er,r=x",
                "n,,n=user,r=",
                "n,,n=user,r=a b",
                "n,,m=more,n=user,r=x",
                "n,,n=user,r=x,oops",
                "n,,n=us er,r=x",
            })
    void refusesOtherFirstMessages(String message) {
        assertThrows(Failure.Syntax.class, () -> server.on(octets(message)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c=biws,r=x",
                "c=biws,p=AAAA,r=x",
                "c=?,r=x,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
                "c=biws,r=x,p=AAAA",
                "c=biws,r=x,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=,x=y",
            })
    void refusesOtherLastMessages(String message) {
        challenge(server, "n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
        assertThrows(Failure.Syntax.class, () -> server.on(octets(message)));
    }

    @Test
    void throwsOnlySyntaxFailures() {
        byte[] first = octets("n,a=user,n=user,r=rOprNGfwEbeRWgbNEkqO");
        ScramClient client = client("n,a=user,", new byte[0], "pencil");
        byte[] last = octets(client.last(challenge(server, client.first())));
        Seeded.check(
                3000,
                dice -> {
                    ScramServer any = new ScramServer(Optional.empty(), dice.oneIn(2), NONCE);
                    byte[] broken = first.clone();
                    if (dice.oneIn(2)) {
                        var _ = challenge(any, client.first());
                        broken = last.clone();
                    }
                    broken[dice.upTo(broken.length - 1)] = (byte) dice.upTo(255);
                    try {
                        assertTrue(!(any.on(broken) instanceof SaslMove.Done));
                    } catch (Failure.Syntax e) {
                        return;
                    }
                });
    }

    @Test
    void decoysAreTheSameEachTimeAndNobodysElse() {
        ScramDecoys decoys = new ScramDecoys(Secret.of("key of the node"), 4096);
        ScramVerifier nobody = decoys.of(new LoginName("nobody"));
        assertEquals(nobody, decoys.of(new LoginName("Nobody")));
        assertEquals(16, nobody.salt().length);
        assertEquals(4096, nobody.iterations());
        assertNotEquals(nobody, decoys.of(new LoginName("noone")));
        assertNotEquals(
                nobody, new ScramDecoys(Secret.of("other key"), 4096).of(new LoginName("nobody")));
    }

    @Test
    void nonceComesFromTheGenerator() {
        String challenge = challenge(ScramServer.unbound(false, () -> 0), "n,,n=user,r=x");
        assertTrue(challenge.startsWith("r=xAAAAAAAAAAAAAAAAAAAAAAAA,"));
        assertArrayEquals(new byte[0], server.challenge());
    }

    private static ScramClient client(String header, byte[] binding, String password) {
        return new ScramClient(header, binding, "user", password, "rOprNGfwEbeRWgbNEkqO");
    }

    private static String last(ScramServer server, ScramClient client) {
        String challenge = challenge(server, client.first());
        return text(server.on(octets(client.last(challenge))));
    }

    private static String challenge(ScramServer server, String first) {
        SaslMove move = server.on(octets(first));
        return text(assertInstanceOf(SaslMove.AskVerifier.class, move).then().apply(VERIFIER));
    }

    private static SaslMove proven(String name) {
        return new SaslMove.Done(new Evidence.Proven(new LoginName(name)));
    }

    private static void assertFailed(String why, SaslMove move) {
        SaslMove.Failed failed = assertInstanceOf(SaslMove.Failed.class, move);
        assertEquals("user " + why, failed.name() + " " + failed.failure().getMessage());
    }

    private static String text(SaslMove move) {
        return new String(
                assertInstanceOf(SaslMove.Challenge.class, move).octets(), StandardCharsets.UTF_8);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

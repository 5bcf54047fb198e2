package org.tohost.common.sasl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.authent.LoginName;
import org.tohost.common.domain.Secret;
import org.tohost.common.failure.Failure;
import org.tohost.common.testing.Seeded;

class SaslServerTest {
    private static final LoginName USER = new LoginName("user@example.com");
    private static final TokenHint NO_HINT = new TokenHint(List.of(), Optional.empty());

    @Test
    void plainTakesOneMessage() {
        assertEquals(password("fred", "s3cret"), new PlainServer().on(octets("\0fred\0s3cret")));
        assertEquals("", failed(new PlainServer().on(octets("admin\0fred\0s3cret"))));
        assertEquals("", text(new PlainServer().challenge()));
    }

    @Test
    void loginAsksTwice() {
        LoginServer server = new LoginServer();
        assertEquals("Username:", text(server.challenge()));
        assertEquals("Password:", text(challenge(server.on(octets("Fred")))));
        assertEquals(password("fred", "s3cret"), server.on(octets("s3cret")));
        LoginServer empty = new LoginServer();
        empty.on(octets("fred"));
        assertEquals("fred", failed(empty.on(new byte[0])));
        assertThrows(Failure.Syntax.class, () -> new LoginServer().on(new byte[0]));
    }

    @Test
    void externalIsForTheUserOfTheCertificateAlone() {
        ExternalServer server = new ExternalServer(USER);
        SaslMove proven = new SaslMove.Done(new Evidence.Proven(USER));
        assertEquals(proven, server.on(new byte[0]));
        assertEquals(proven, server.on(octets("User@EXAMPLE.com")));
        assertEquals(USER.text(), failed(server.on(octets("admin@example.com"))));
    }

    @Test
    void readsTheTokenOfTheRfc() {
        // RFC 7628 4.1
        String message =
                "n,a=user@example.com,^Ahost=server.example.com^Aport=143^A"
                        + "auth=Bearer vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==^A^A";
        assertEquals(
                token("vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg=="),
                TokenServer.oauthBearer(NO_HINT).on(oauth(message)));
        assertEquals(
                "{\"status\":\"invalid_token\"}",
                text(TokenServer.oauthBearer(NO_HINT).complaint().orElseThrow()));
    }

    @Test
    void readsTheTokenAsGoogleHasIt() {
        assertEquals(
                token("ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg"),
                TokenServer.xoauth2(NO_HINT)
                        .on(
                                oauth(
                                        "user=user@example.com^Aauth=Bearer"
                                                + " ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg^A^A")));
        assertEquals(
                "{\"status\":\"401\",\"schemes\":\"bearer\"}",
                text(TokenServer.xoauth2(NO_HINT).complaint().orElseThrow()));
    }

    @Test
    void aTokenMayBeAllThatSaysWhoItIs() {
        assertEquals(
                new SaslMove.Done(new Evidence.Token(Optional.empty(), Secret.of("abc"))),
                TokenServer.oauthBearer(NO_HINT).on(oauth("n,,^Aauth=Bearer abc^A^A")));
    }

    @Test
    void saysHowToGetAGoodToken() {
        TokenHint hint =
                new TokenHint(List.of("mail", "imap"), Optional.of("https://id.example.net/x"));
        assertEquals(
                "{\"status\":\"invalid_token\",\"scope\":\"mail imap\","
                        + "\"openid-configuration\":\"https://id.example.net/x\"}",
                text(TokenServer.oauthBearer(hint).complaint().orElseThrow()));
        assertEquals(
                "{\"status\":\"401\",\"schemes\":\"bearer\",\"scope\":\"mail imap\"}",
                text(TokenServer.xoauth2(hint).complaint().orElseThrow()));
        assertThrows(Failure.Syntax.class, () -> new TokenHint(List.of("a\"b"), Optional.empty()));
        assertThrows(
                Failure.Syntax.class, () -> new TokenHint(List.of(), Optional.of("https://a/\"")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "^A",
                "n,a=user@example.com,",
                "n,a=user@example.com,^A^A",
                "p=tls-unique,a=user@example.com,^Aauth=Bearer abc^A^A",
                "n,a=user@example.com,auth=Bearer abc^A^A",
                "n,a=user@example.com,^Aauth=Bearer abc^A",
                "n,a=user@example.com,^Aauth=Basic abc^A^A",
                "n,a=user@example.com,^Aauth=Bearer a b^A^A",
                "n,a=user@example.com,^Aauth=Bearer ^A^A",
                "n,a=user@example.com,^Aauth=Bearer abc^Aauth=Bearer abc^A^A",
                "n,a=user@example.com,^Ahost^Aauth=Bearer abc^A^A",
            })
    void refusesOtherTokenMessages(String message) {
        assertThrows(
                Failure.Syntax.class, () -> TokenServer.oauthBearer(NO_HINT).on(oauth(message)));
        assertThrows(Failure.Syntax.class, () -> TokenServer.xoauth2(NO_HINT).on(oauth(message)));
    }

    @Test
    void throwsOnlySyntaxFailures() {
        List<Supplier<SaslServer>> servers =
                List.of(
                        PlainServer::new,
                        LoginServer::new,
                        () -> new ExternalServer(USER),
                        () -> TokenServer.oauthBearer(NO_HINT),
                        () -> TokenServer.xoauth2(NO_HINT));
        Seeded.check(
                3000,
                dice -> {
                    SaslServer server = dice.oneOf(servers).get();
                    try {
                        for (int i = 0; i < 3; i++) {
                            byte[] octets =
                                    dice.oneIn(2)
                                            ? dice.bytes(40)
                                            : dice.octets("nauserth=Brb, \u0001\0\u00ff", 30);
                            if (!(server.on(octets) instanceof SaslMove.Challenge)) {
                                return;
                            }
                        }
                    } catch (Failure.Syntax e) {
                        return;
                    }
                });
    }

    @Test
    void listsAreReadInWhicheverCase() {
        assertEquals(
                List.of(Mechanism.SCRAM_SHA_256, Mechanism.PLAIN),
                MechanismList.parse("scram-sha-256, PLAIN,plain").mechanisms());
        assertThrows(Failure.Syntax.class, () -> MechanismList.parse(""));
        assertThrows(Failure.Syntax.class, () -> MechanismList.parse("PLAIN, CRAM-MD5"));
    }

    @Test
    void whatIsSecretCanBeWiped() {
        Secret secret = Secret.of("s3cret");
        new Evidence.Token(Optional.of(USER), secret).wipe();
        assertEquals(true, secret.isEmpty());
    }

    private static SaslMove password(String name, String password) {
        return new SaslMove.Done(new Evidence.Password(new LoginName(name), Secret.of(password)));
    }

    private static SaslMove token(String token) {
        return new SaslMove.Done(new Evidence.Token(Optional.of(USER), Secret.of(token)));
    }

    private static byte[] challenge(SaslMove move) {
        return assertInstanceOf(SaslMove.Challenge.class, move).octets();
    }

    private static String failed(SaslMove move) {
        return assertInstanceOf(SaslMove.Failed.class, move).name();
    }

    private static byte[] oauth(String message) {
        return octets(message.replace("^A", "\u0001"));
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package org.tohost.common.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.PlainObject;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.tohost.common.authent.TokenCheck;
import org.tohost.common.fixture.HandClock;
import org.tohost.common.testing.TestIssuer;

/// Good tokens, and every bad one, against the keys of one issuer.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SignedTokensTest {
    private final HandClock clock = new HandClock();
    private RSAKey rsa;
    private RSAKey forger;
    private RSAKey enciphering;
    private ECKey ec;
    private ECKey wider;
    private OctetSequenceKey shared;
    private TestIssuer issuer;
    private OAuthTokens tokens;

    @BeforeAll
    void makeKeys() throws Exception {
        rsa = new RSAKeyGenerator(2048).keyID("r").generate();
        forger = new RSAKeyGenerator(2048).keyID("r").generate();
        enciphering = new RSAKeyGenerator(2048).keyID("c").keyUse(KeyUse.ENCRYPTION).generate();
        ec = new ECKeyGenerator(Curve.P_256).keyID("e").generate();
        wider = new ECKeyGenerator(Curve.P_384).keyID("w").generate();
        shared = new OctetSequenceKeyGenerator(256).keyID("s").generate();
        // an issuer that even gives away what it should not
        issuer =
                TestIssuer.plain()
                        .says(
                                200,
                                new JWKSet(List.of(rsa, ec, wider, enciphering, shared))
                                        .toString(false));
        tokens = OAuthFixture.signed(issuer, clock);
    }

    @AfterAll
    void close() {
        tokens.close();
        issuer.close();
    }

    private TokenCheck.Verdict ask(String token) {
        return OAuthFixture.ask(tokens, token);
    }

    private Map<String, Object> claims() {
        return OAuthFixture.claims(clock);
    }

    private Payload with(String claim, Object value) {
        Map<String, Object> claims = claims();
        claims.put(claim, value);
        return new Payload(claims);
    }

    private Payload good() {
        return new Payload(claims());
    }

    private static JWSHeader.Builder header(JWSAlgorithm algorithm, String keyId) {
        return new JWSHeader.Builder(algorithm).keyID(keyId);
    }

    private static String signed(JWSHeader.Builder header, Payload payload, JWSSigner signer)
            throws Exception {
        JWSObject token = new JWSObject(header.build(), payload);
        token.sign(signer);
        return token.serialize();
    }

    private String byRsa(Payload payload) throws Exception {
        return signed(header(JWSAlgorithm.RS256, "r"), payload, new RSASSASigner(rsa));
    }

    @Test
    void believesTheKeysOfTheIssuer() throws Exception {
        assertEquals(OAuthFixture.FREDS, ask(byRsa(good())));
        assertEquals(
                OAuthFixture.FREDS,
                ask(
                        signed(
                                header(JWSAlgorithm.ES256, "e").type(new JOSEObjectType("at+jwt")),
                                good(),
                                new ECDSASigner(ec))));
        assertEquals(
                OAuthFixture.FREDS,
                ask(
                        signed(
                                new JWSHeader.Builder(JWSAlgorithm.PS256).type(JOSEObjectType.JWT),
                                good(),
                                new RSASSASigner(rsa))));
        assertEquals(1, issuer.questions().size());
    }

    @TestFactory
    List<DynamicTest> refusesAllOthers() throws Exception {
        String algorithm = "signed by an algorithm that is not taken";
        String strange = "signed by a key that the issuer does not have";
        String wrong = "its signature is wrong";
        String none = "no signed token";
        String[] parts = byRsa(good()).split("\\.");
        String other = byRsa(with("aud", "web"));
        JWSSigner publicAsSecret = new MACSigner(rsa.toRSAPublicKey().getEncoded());
        return List.of(
                bad("expired", byRsa(with("exp", 1)), "expired"),
                bad("not begun", byRsa(with("nbf", 9_999_999_999L)), "not valid yet"),
                bad("issuer", byRsa(with("iss", "https://evil.example")), "of another issuer"),
                bad("audience", other, "meant for somebody else"),
                bad(
                        "claims of another",
                        parts[0] + "." + parts[1] + other.substring(other.lastIndexOf('.')),
                        wrong),
                bad(
                        "forged",
                        signed(header(JWSAlgorithm.RS256, "r"), good(), new RSASSASigner(forger)),
                        wrong),
                bad("none", new PlainObject(good()).serialize(), none),
                bad("no signature", parts[0] + "." + parts[1] + ".", none),
                bad(
                        "public key as secret",
                        signed(header(JWSAlgorithm.HS256, "r"), good(), publicAsSecret),
                        algorithm),
                bad(
                        "shared key",
                        signed(header(JWSAlgorithm.HS256, "s"), good(), new MACSigner(shared)),
                        algorithm),
                bad(
                        "key for ciphers",
                        signed(
                                header(JWSAlgorithm.RS256, "c"),
                                good(),
                                new RSASSASigner(enciphering)),
                        strange),
                bad(
                        "key of another kind",
                        header("{\"alg\":\"ES256\",\"kid\":\"r\"}", parts),
                        strange),
                bad(
                        "key of another curve",
                        header("{\"alg\":\"ES256\",\"kid\":\"w\"}", parts),
                        wrong),
                bad(
                        "unknown key",
                        signed(header(JWSAlgorithm.RS256, "?"), good(), new RSASSASigner(rsa)),
                        strange),
                bad(
                        "other type",
                        signed(
                                header(JWSAlgorithm.RS256, "r")
                                        .type(new JOSEObjectType("logout+jwt")),
                                good(),
                                new RSASSASigner(rsa)),
                        "no access token"),
                bad(
                        "critical header",
                        signed(
                                header(JWSAlgorithm.RS256, "r")
                                        .criticalParams(Set.of("x"))
                                        .customParam("x", 1),
                                good(),
                                new RSASSASigner(rsa)),
                        wrong),
                bad("nested", byRsa(new Payload(byRsa(good()))), "without claims"),
                bad("claims as a list", byRsa(new Payload("[1]")), "without claims"),
                bad("deep", byRsa(new Payload("{\"a\":" + "[".repeat(6000))), "without claims"),
                bad("encrypted", encrypted(), none),
                bad("huge", byRsa(with("x", "x".repeat(9_000))), "too large"),
                bad("no token", "not.a.token", none),
                bad("one part", "x", none),
                bad("empty", "", none));
    }

    private DynamicTest bad(String name, String token, String why) {
        return DynamicTest.dynamicTest(
                name, () -> assertEquals(new TokenCheck.Verdict.Bad(why), ask(token)));
    }

    private static String header(String json, String... parts) {
        return Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(json.getBytes(StandardCharsets.UTF_8))
                + "."
                + parts[1]
                + "."
                + parts[2];
    }

    private String encrypted() throws Exception {
        JWEObject token =
                new JWEObject(
                        new JWEHeader(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A128GCM), good());
        token.encrypt(new RSAEncrypter(rsa));
        return token.serialize();
    }
}

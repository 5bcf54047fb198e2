package org.tohost.common.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tohost.common.authent.LoginName;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;

final class TokenDemandsTest {
    private static final long NOW = 1_000_000;
    private static final TokenDemands STRICT =
            new TokenDemands(
                    "email",
                    Optional.of("example.net"),
                    Optional.of("https://id.example.net"),
                    List.of("mail", "imap"),
                    List.of("thunderbird", "mutt"),
                    List.of("read", "write"),
                    true);

    private static Map<String, Object> good() {
        Map<String, Object> claims = new HashMap<>();
        claims.put("iss", "https://id.example.net");
        claims.put("aud", List.of("web", "mail"));
        claims.put("azp", "mutt");
        claims.put("scope", "openid write read");
        claims.put("email", "Fred@Example.net");
        claims.put("exp", NOW + 10);
        claims.put("nbf", NOW);
        return claims;
    }

    private static Grant grant(TokenDemands demands, Map<String, Object> claims) {
        return demands.grant(claims, Instant.ofEpochSecond(NOW));
    }

    /// Why it is refused; empty if it is not.
    private static String objection(Map<String, Object> claims) {
        try {
            assertEquals(new LoginName("fred@example.net"), grant(STRICT, claims).user());
            return "";
        } catch (Failure.Refused e) {
            assertEquals(Refusal.AUTHENTICATION, e.refusal());
            return e.getMessage();
        }
    }

    @Test
    void letsInWhoBringsAllThatIsAsked() {
        assertEquals(
                new Grant(
                        new LoginName("fred@example.net"),
                        Optional.of(Instant.ofEpochSecond(NOW + 10))),
                grant(STRICT, good()));
    }

    @ParameterizedTest
    @CsvSource({
        "aud, imap",
        "email, fred",
        "email_verified, true",
    })
    void takesClaimsInTheirOtherForms(String claim, String value) {
        Map<String, Object> claims = good();
        claims.put(claim, value);
        assertEquals("", objection(claims));
    }

    @ParameterizedTest
    @CsvSource({"azp, client_id", "azp, appid", "scope, scp"})
    void takesClaimsByTheirOtherNames(String usual, String other) {
        Map<String, Object> claims = good();
        claims.put(other, claims.remove(usual));
        assertEquals("", objection(claims));
    }

    @Test
    void takesScopesAsAnArray() {
        Map<String, Object> claims = good();
        claims.put("scope", Arrays.asList("write", "read", null, 1));
        assertEquals("", objection(claims));
    }

    @ParameterizedTest
    @CsvSource({
        "iss, https://other.example.net, of another issuer",
        "iss, https://id.example.net/, of another issuer",
        "iss,, of another issuer",
        "aud, web, meant for somebody else",
        "aud, mail web, meant for somebody else",
        "aud,, meant for somebody else",
        "azp, web, given to another program",
        "azp,, given to another program",
        "scope, openid read, without the scope",
        "scope, readwrite, without the scope",
        "scope,, without the scope",
        "email, a b, its user has no login name",
        "email,, without email",
        "email_verified, false, its address is not verified",
        "email_verified, maybe, its address is not verified",
        "exp, 2999-01-01, expired",
        "exp,, expired",
        "nbf, 1970-01-01, not valid yet",
    })
    void refusesWhatIsNotAsItMustBe(String claim, String value, String why) {
        Map<String, Object> claims = good();
        if (value == null) {
            claims.remove(claim);
        } else {
            claims.put(claim, value);
        }
        assertEquals(why, objection(claims));
    }

    @ParameterizedTest
    @CsvSource({
        "exp, 999941,''",
        "exp, 999940, expired",
        "exp, 0, expired",
        "exp, -9223372036854775808, expired",
        "exp, 9223372036854775807,''",
        "nbf, 1000060,''",
        "nbf, 1000061, not valid yet",
        "nbf, 9223372036854775807, not valid yet",
    })
    void allowsClocksAMinute(String claim, long seconds, String why) {
        Map<String, Object> claims = good();
        claims.put(claim, seconds);
        assertEquals(why, objection(claims));
    }

    @Test
    void verifiesAddressesOnlyWhereTheyNameTheUser() {
        Map<String, Object> claims = good();
        claims.put("email_verified", false);
        assertEquals("its address is not verified", objection(claims));
        claims.put("preferred_username", "fred@example.net");
        assertEquals("fred@example.net", grant(asked("preferred_username"), claims).user().text());
    }

    @Test
    void leavesTheEndToAServerThatIsAsked() {
        TokenDemands asked = asked("username");
        assertEquals(
                new Grant(new LoginName("fred"), Optional.empty()),
                grant(asked, Map.of("username", "Fred")));
        assertThrows(
                Failure.Refused.class, () -> grant(asked, Map.of("username", "fred", "exp", 1)));
    }

    private static TokenDemands asked(String userClaim) {
        return new TokenDemands(
                userClaim,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                false);
    }
}

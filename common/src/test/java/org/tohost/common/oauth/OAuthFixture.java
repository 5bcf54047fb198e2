package org.tohost.common.oauth;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.tohost.common.authent.LoginName;
import org.tohost.common.authent.TokenCheck;
import org.tohost.common.domain.Secret;
import org.tohost.common.fixture.UsersFixture;
import org.tohost.common.testing.TestIssuer;

/// Tests of tokens as settings ask for them, and tokens that pass.
final class OAuthFixture {
    static final LoginName FRED = new LoginName("fred@example.net");
    static final TokenCheck.Verdict FREDS = new TokenCheck.Verdict.Good(FRED);

    private OAuthFixture() {}

    /// By the keys of this issuer.
    static OAuthTokens signed(TestIssuer issuer, Clock clock) {
        return of(
                "g_oauth_jwks_url \""
                        + issuer.url()
                        + "\"\ng_oauth_issuer \"https://id.example.net\"\n"
                        + "g_oauth_audience \"mail\"\ng_oauth_timeout \"2s\"\n",
                clock);
    }

    /// By asking this issuer, with more settings.
    static OAuthTokens asked(TestIssuer issuer, String more, Clock clock) {
        return of(
                "g_oauth_introspection_url \""
                        + issuer.url()
                        + "\"\ng_oauth_audience \"mail\"\n"
                        + more,
                clock);
    }

    static OAuthTokens of(String settings, Clock clock) {
        return OAuthTokens.of(
                        UsersFixture.bind(OAuthSettings.class, settings), clock, new Random(1))
                .orElseThrow();
    }

    /// What a good token says.
    static Map<String, Object> claims(Clock clock) {
        return new HashMap<>(
                Map.of(
                        "iss",
                        "https://id.example.net",
                        "aud",
                        "mail",
                        "email",
                        "fred@example.net",
                        "exp",
                        clock.instant().getEpochSecond() + 3600));
    }

    static TokenCheck.Verdict ask(TokenCheck check, String token) {
        return check.test(Secret.of(token));
    }
}

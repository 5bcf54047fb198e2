package org.tohost.common.sasl;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tohost.common.failure.Failure;

/// What a client is told that brought no good token of OAuth 2.0, so that it can get one.
///
/// @param scope what the token must allow
/// @param discovery where the issuer describes itself (OpenID Connect Discovery 4)
public record TokenHint(List<String> scope, Optional<String> discovery) {
    /// RFC 6749 3.3; also what a URL may consist of. It needs no escape in JSON.
    private static final Pattern WORD = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]+");

    /// Copies the list.
    ///
    /// @throws Failure.Syntax if a scope is none, or the address has characters that no URL has
    public TokenHint {
        scope = List.copyOf(scope);
        if (!scope.stream().allMatch(WORD.asMatchPredicate())) {
            throw new Failure.Syntax("a scope is a word without quotes and backslashes");
        }
        if (discovery.filter(WORD.asMatchPredicate().negate()).isPresent()) {
            throw new Failure.Syntax("a URL has no spaces, quotes and backslashes");
        }
    }

    /// {@return the challenge of OAUTHBEARER (RFC 7628 3.2.2)}
    byte[] oauthBearer() {
        return json(
                "\"status\":\"invalid_token\"",
                discovery.map(url -> ",\"openid-configuration\":\"" + url + "\"").orElse(""));
    }

    /// {@return the challenge of XOAUTH2}
    byte[] xoauth2() {
        return json("\"status\":\"401\",\"schemes\":\"bearer\"", "");
    }

    private byte[] json(String begin, String end) {
        String scopes = scope.isEmpty() ? "" : ",\"scope\":\"" + String.join(" ", scope) + "\"";
        return Utf8.octets("{" + begin + scopes + end + "}");
    }
}

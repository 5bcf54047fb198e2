package org.tohost.common.sasl;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tohost.common.authent.LoginName;
import org.tohost.common.domain.Secret;
import org.tohost.common.failure.Failure;

/// The one message of OAUTHBEARER or XOAUTH2: who logs in, and the token that allows it.
///
/// @param name who; nothing if it is whoever the token is for (RFC 7628 3.1)
record TokenMessage(Optional<LoginName> name, Secret token) {
    private static final String SEPARATOR = "\u0001";
    private static final String AUTH = "auth=";
    private static final String SCHEME = "bearer ";

    /// RFC 6750 2.1.
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    /// Reads `n,a=fred,^Aauth=Bearer token^A^A` (RFC 7628 3.1). Other parts than `auth` are left
    /// alone.
    ///
    /// @throws Failure.Syntax if it is something else
    static TokenMessage oauthBearer(byte[] message) {
        String text = Utf8.text(message);
        Gs2Header header = Gs2Header.parse(text);
        if (header.binding() instanceof Gs2Header.Binding.By) {
            throw new Failure.Syntax("OAUTHBEARER has no channel binding");
        }
        String pairs = text.substring(header.text().length());
        if (!pairs.startsWith(SEPARATOR)) {
            throw new Failure.Syntax("expected ^A behind the GS2 header");
        }
        return new TokenMessage(header.authzid(), token(pairs.substring(1)));
    }

    /// Reads `user=fred^Aauth=Bearer token^A^A`.
    ///
    /// @throws Failure.Syntax if it is something else
    static TokenMessage xoauth2(byte[] message) {
        String text = Utf8.text(message);
        int end = text.indexOf(SEPARATOR);
        if (!text.startsWith("user=") || end < 0) {
            throw new Failure.Syntax("expected user=");
        }
        return new TokenMessage(
                Optional.of(new LoginName(text.substring("user=".length(), end))),
                token(text.substring(end + 1)));
    }

    /// The token in `key=value` parts, each with a separator behind it, and one more at the end.
    private static Secret token(String pairs) {
        if (!pairs.endsWith(SEPARATOR + SEPARATOR)) {
            throw new Failure.Syntax("expected ^A^A at the end");
        }
        Optional<Secret> token = Optional.empty();
        String[] parts = pairs.substring(0, pairs.length() - 2).split(SEPARATOR, -1);
        for (String part : parts) {
            if (!part.matches("(?s)[A-Za-z]+=[\\x20-\\x7e\\t\\r\\n]*")) {
                throw new Failure.Syntax("expected key=value");
            }
            if (part.startsWith(AUTH)) {
                if (token.isPresent()) {
                    throw new Failure.Syntax("auth= is there twice");
                }
                token = Optional.of(bearer(part.substring(AUTH.length())));
            }
        }
        return token.orElseThrow(() -> new Failure.Syntax("expected auth="));
    }

    private static Secret bearer(String value) {
        boolean scheme = value.toLowerCase(Locale.ROOT).startsWith(SCHEME);
        String token = scheme ? value.substring(SCHEME.length()).strip() : "";
        if (!TOKEN.matcher(token).matches()) {
            throw new Failure.Syntax("expected a bearer token");
        }
        return Secret.of(token);
    }
}

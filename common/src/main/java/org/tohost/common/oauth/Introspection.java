package org.tohost.common.oauth;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.tohost.common.domain.Secret;
import org.tohost.common.failure.Failure;

/// Tokens that the server is asked about which gave them (RFC 7662).
final class Introspection implements TokenReader {
    private final URI url;
    private final Optional<Client> client;
    private final HttpAsk http;

    /// What we are to that server.
    record Client(String id, Secret secret) {
        /// RFC 6749 2.3.1.
        private String basic() {
            byte[] both =
                    (encoded(id) + ":" + encoded(secret.text())).getBytes(StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(both);
        }
    }

    Introspection(URI url, Optional<Client> client, HttpAsk http) {
        this.url = url;
        this.client = client;
        this.http = http;
    }

    @Override
    public Map<String, Object> read(String token) {
        Map<String, Object> claims = parse(http.ask(question(token)));
        if (!(claims.get("active") instanceof Boolean active)) {
            throw new Failure.Unavailable(url + ": the answer does not say if it is active");
        }
        if (!active) {
            throw TokenDemands.refused("not active");
        }
        return claims;
    }

    private Map<String, Object> parse(String answer) {
        try {
            return JSONObjectUtils.parse(answer);
        } catch (ParseException e) {
            throw new Failure.Unavailable(url + ": the answer is no JSON object");
        }
    }

    private HttpRequest question(String token) {
        String form = "token_type_hint=access_token&token=" + encoded(token);
        HttpRequest.Builder question =
                HttpRequest.newBuilder(url)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "application/json")
                        .POST(BodyPublishers.ofString(form));
        client.ifPresent(us -> question.header("Authorization", us.basic()));
        return question.build();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

package org.tohost.common.oauth;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.tohost.common.authent.LoginName;
import org.tohost.common.authent.TokenCheck;
import org.tohost.common.domain.Secret;
import org.tohost.common.failure.Failure;

/// The test of tokens that the settings ask for.
public final class OAuthTokens implements TokenCheck, AutoCloseable {
    /// As much as a line of AUTH can bring (RFC 4954 4: 12,288 octets of Base64).
    private static final int LARGEST = 9_216;

    private final TokenReader reader;
    private final TokenDemands demands;
    private final KnownTokens known;
    private final HttpAsk http;
    private final Clock clock;

    private OAuthTokens(
            TokenReader reader,
            TokenDemands demands,
            KnownTokens known,
            HttpAsk http,
            Clock clock) {
        this.reader = reader;
        this.demands = demands;
        this.known = known;
        this.http = http;
        this.clock = clock;
    }

    /// {@return the test, if the settings ask for one; nobody has been connected to. `random` is a
    /// secure one}
    public static Optional<OAuthTokens> of(
            OAuthSettings settings, Clock clock, RandomGenerator random) {
        return settings.source().map(source -> of(settings, source, clock, random));
    }

    private static OAuthTokens of(
            OAuthSettings settings,
            OAuthSettings.Source source,
            Clock clock,
            RandomGenerator random) {
        HttpAsk http = new HttpAsk(settings.authorities(), settings.timeout());
        return switch (source) {
            case OAuthSettings.Source.Keys(var url) ->
                    new OAuthTokens(
                            new SignedTokens(new IssuerKeys(url, http, clock)),
                            settings.demands(true),
                            // a signature is tested faster than it is worth to keep
                            new KnownTokens(Duration.ZERO, clock, random),
                            http,
                            clock);
            case OAuthSettings.Source.Asked(var url) ->
                    new OAuthTokens(
                            new Introspection(url, settings.client(), http),
                            settings.demands(false),
                            new KnownTokens(settings.cacheTtl(), clock, random),
                            http,
                            clock);
        };
    }

    @Override
    public Verdict test(Secret token) {
        if (token.octets().length > LARGEST) {
            return new Verdict.Bad("too large");
        }
        Optional<LoginName> user = known.user(token);
        return user.isPresent() ? new Verdict.Good(user.get()) : tested(token);
    }

    private Verdict tested(Secret token) {
        try {
            Grant grant = demands.grant(reader.read(token.text()), clock.instant());
            known.add(token, grant);
            return new Verdict.Good(grant.user());
        } catch (Failure.Refused e) {
            return new Verdict.Bad(e.getMessage());
        } catch (Failure.Unavailable e) {
            return new Verdict.Unavailable(e.getMessage());
        }
    }

    @Override
    public void close() {
        http.close();
    }
}

package org.tohost.common.oauth;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tohost.common.config.AuthorityFile;
import org.tohost.common.config.Group;
import org.tohost.common.config.SecretFile;
import org.tohost.common.config.Setting;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.failure.Failure;
import org.tohost.common.sasl.TokenHint;

/// How tokens of OAUTHBEARER and XOAUTH2 are tested.
@Group(
        value = "OAuth",
        doc =
                "How the access tokens are tested with which clients log in by OAUTHBEARER or XOAUTH2:"
                        + " by their signature, or by a question to the server that gave them."
                        + " `g_proxy_mechanisms` says whether clients may log in so.")
public record OAuthSettings(
        @Setting(
                        name = "g_oauth_jwks_url",
                        doc =
                                "Where the keys are published by which tokens are signed (RFC 7517)."
                                        + " They are kept for 10 minutes, for an hour if they cannot be"
                                        + " had, and read again for a key that is not among them.")
                Optional<String> jwks,
        @Setting(
                        name = "g_oauth_introspection_url",
                        doc =
                                "Where to ask about tokens (RFC 7662); either this or"
                                        + " `g_oauth_jwks_url`.")
                Optional<String> introspection,
        @Setting(name = "g_oauth_client_id", doc = "The name by which we ask about tokens.")
                Optional<String> clientId,
        @Setting(
                        name = "g_oauth_client_secret_file",
                        doc = "File with the password that goes with it; not readable for others.")
                Optional<SecretFile> clientSecret,
        @Setting(
                        name = "g_oauth_cache_ttl",
                        def = "30s",
                        doc =
                                "How long we remember that a token is good after we have asked about"
                                        + " it, never longer than it is; `0s`: each login asks.")
                Duration cacheTtl,
        @Setting(
                        name = "g_oauth_issuer",
                        doc =
                                "Who must have given the token (`iss`), to the letter. Needed with"
                                        + " `g_oauth_jwks_url`.")
                Optional<String> issuer,
        @Setting(
                        name = "g_oauth_audience",
                        doc =
                                "Whom the token must be meant for (`aud`), one of these; repeatable. A"
                                        + " token that was given for another service must not open"
                                        + " mailboxes, so there must be this or"
                                        + " `g_oauth_authorized_party`.")
                List<String> audience,
        @Setting(
                        name = "g_oauth_authorized_party",
                        doc =
                                "The mail program that the token must have been given to (`azp`,"
                                        + " `client_id` or `appid`), one of these; repeatable.")
                List<String> party,
        @Setting(
                        name = "g_oauth_scope",
                        doc =
                                "What the token must allow (`scope` or `scp`), all of these;"
                                        + " repeatable. Clients without a good token are told so.")
                List<String> scope,
        @Setting(
                        name = "g_oauth_user_claim",
                        def = "email",
                        doc =
                                "What of the token names the user: it must be the name by which the"
                                        + " client logs in. An `email` with `email_verified` false is"
                                        + " not taken.")
                String userClaim,
        @Setting(
                        name = "g_oauth_user_domain",
                        doc = "The domain of users whom the token names without `@`.")
                Optional<String> userDomain,
        @Setting(
                        name = "g_oauth_discovery_url",
                        doc =
                                "Where clients without a good token learn how to get one:"
                                        + " `https://.../.well-known/openid-configuration`. Told by"
                                        + " OAUTHBEARER (RFC 7628 3.2.2).")
                Optional<String> discovery,
        @Setting(
                        name = "g_oauth_ca_file",
                        doc =
                                "PEM file with the authorities that may have certified the server we"
                                        + " ask. Without it: those that the Java runtime trusts.")
                Optional<AuthorityFile> caFile,
        @Setting(
                        name = "g_oauth_timeout",
                        def = "5s",
                        doc = "How long that server may take for an answer, up to a minute.")
                Duration timeout) {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /// Where it is known what a token is worth.
    sealed interface Source {
        /// The keys by which tokens are signed are there.
        record Keys(URI url) implements Source {}

        /// Who answers there is asked about each token.
        record Asked(URI url) implements Source {}
    }

    /// Checks how the settings go together.
    ///
    /// @throws Failure.Syntax naming the setting that is wrong
    public OAuthSettings {
        audience = List.copyOf(audience);
        party = List.copyOf(party);
        scope = List.copyOf(scope);
        jwks.ifPresent(url -> server("g_oauth_jwks_url", url));
        introspection.ifPresent(url -> server("g_oauth_introspection_url", url));
        discovery.ifPresent(url -> server("g_oauth_discovery_url", url));
        demand(
                jwks.isEmpty() || introspection.isEmpty(),
                "g_oauth_jwks_url contradicts g_oauth_introspection_url");
        demand(jwks.isEmpty() || issuer.isPresent(), "g_oauth_jwks_url needs g_oauth_issuer");
        demand(
                (jwks.isEmpty() && introspection.isEmpty())
                        || !audience.isEmpty()
                        || !party.isEmpty(),
                "g_oauth_audience must be set, or g_oauth_authorized_party");
        demand(
                clientId.isPresent() == clientSecret.isPresent(),
                "g_oauth_client_id needs g_oauth_client_secret_file, and the other way round");
        demand(!userClaim.isEmpty(), "g_oauth_user_claim must be set");
        demand(
                timeout.isPositive() && timeout.compareTo(MINUTE) <= 0,
                "g_oauth_timeout is above 0s, up to 1m");
        demand(!cacheTtl.isNegative(), "g_oauth_cache_ttl is 0s or more");
        userDomain.ifPresent(domain -> new MailAddress("postmaster", domain));
        TokenHint _ = new TokenHint(scope, discovery);
    }

    /// {@return true if tokens can be tested}
    public boolean isConfigured() {
        return source().isPresent();
    }

    /// {@return what clients are told that bring no good token}
    public TokenHint hint() {
        return new TokenHint(scope, discovery);
    }

    Optional<Source> source() {
        return jwks.<Source>map(url -> new Source.Keys(server("g_oauth_jwks_url", url)))
                .or(() -> introspection.map(this::asked));
    }

    private Source asked(String url) {
        return new Source.Asked(server("g_oauth_introspection_url", url));
    }

    Optional<Introspection.Client> client() {
        return clientId.map(
                id -> new Introspection.Client(id, clientSecret.orElseThrow().secret()));
    }

    /// What tokens must say, among it their end, unless somebody watches over that.
    TokenDemands demands(boolean expiry) {
        return new TokenDemands(userClaim, userDomain, issuer, audience, party, scope, expiry);
    }

    List<X509Certificate> authorities() {
        return caFile.map(AuthorityFile::certificates).orElse(List.of());
    }

    /// A token is as good as a password, and keys decide what is one: no other machine is asked but
    /// by TLS.
    private static URI server(String setting, String text) {
        try {
            URI url = new URI(text);
            if (url.getHost() != null && ("https".equals(url.getScheme()) || isHere(url))) {
                return url;
            }
        } catch (URISyntaxException _) {
            // told below
        }
        throw new Failure.Syntax(setting + " is https://..., or http:// and a loopback address");
    }

    private static boolean isHere(URI url) {
        String host = url.getHost().replaceAll("[\\[\\]]", "");
        return "http".equals(url.getScheme())
                && host.matches("[0-9.]+|[0-9A-Fa-f:]*:[0-9A-Fa-f:]*")
                && InetAddress.ofLiteral(host).isLoopbackAddress();
    }

    private static void demand(boolean met, String orElse) {
        if (!met) {
            throw new Failure.Syntax(orElse);
        }
    }
}

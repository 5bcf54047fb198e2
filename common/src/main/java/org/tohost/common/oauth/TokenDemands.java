package org.tohost.common.oauth;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tohost.common.authent.LoginName;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;

/// What a token must say so that its bearer may log in. Claims are those of RFC 7519 4.1, RFC 8693
/// 4 and RFC 7662 2.2, as a JSON object has them. Pure.
///
/// @param userClaim the claim that names the user
/// @param userDomain the domain of users that are named without one
/// @param audiences one of these must be meant, if there are any
/// @param parties to one of these programs it must have been given, if there are any
/// @param scopes all of these must be allowed
/// @param expiry true if a token must say when it ends
record TokenDemands(
        String userClaim,
        Optional<String> userDomain,
        Optional<String> issuer,
        List<String> audiences,
        List<String> parties,
        List<String> scopes,
        boolean expiry) {
    /// Clocks differ.
    private static final Duration LEEWAY = Duration.ofSeconds(60);

    /// The program that a token was given to: OpenID Connect 2, RFC 9068 2.2, Microsoft's first
    /// way.
    private static final List<String> PARTY_CLAIMS = List.of("azp", "client_id", "appid");

    /// RFC 8693 4.2, and Microsoft's name for it.
    private static final List<String> SCOPE_CLAIMS = List.of("scope", "scp");

    private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    /// {@return what these claims give}
    ///
    /// @throws Failure.Refused if a demand is not met
    Grant grant(Map<String, Object> claims, Instant now) {
        demand(isAlive(claims, now), "expired");
        demand(hasBegun(claims, now), "not valid yet");
        demand(issuer.isEmpty() || issuer.get().equals(claims.get("iss")), "of another issuer");
        demand(isForUs(claims), "meant for somebody else");
        demand(isGivenToUs(claims), "given to another program");
        demand(allows(claims), "without the scope");
        demand(isVerified(claims), "its address is not verified");
        return new Grant(user(claims), seconds(claims.get("exp")).map(Instant::ofEpochSecond));
    }

    private boolean isAlive(Map<String, Object> claims, Instant now) {
        return claims.get("exp") == null
                ? !expiry
                : seconds(claims.get("exp"))
                        .filter(end -> now.minus(LEEWAY).getEpochSecond() < end)
                        .isPresent();
    }

    private static boolean hasBegun(Map<String, Object> claims, Instant now) {
        return claims.get("nbf") == null
                || seconds(claims.get("nbf"))
                        .filter(begin -> begin <= now.plus(LEEWAY).getEpochSecond())
                        .isPresent();
    }

    private boolean isForUs(Map<String, Object> claims) {
        return audiences.isEmpty() || !Collections.disjoint(audiences, texts(claims.get("aud")));
    }

    private boolean isGivenToUs(Map<String, Object> claims) {
        return parties.isEmpty()
                || (first(claims, PARTY_CLAIMS) instanceof String party && parties.contains(party));
    }

    private boolean allows(Map<String, Object> claims) {
        return texts(first(claims, SCOPE_CLAIMS)).stream()
                .flatMap(words -> Arrays.stream(words.split(" ", -1))) // RFC 6749 3.3
                .toList()
                .containsAll(scopes);
    }

    /// The address of a user may be whatever the user has typed, until somebody has verified it
    /// (OpenID Connect 5.1).
    private boolean isVerified(Map<String, Object> claims) {
        Object verified = claims.get("email_verified");
        return !userClaim.equals("email")
                || verified == null
                || verified.equals(true)
                || verified.equals("true");
    }

    private LoginName user(Map<String, Object> claims) {
        if (claims.get(userClaim) instanceof String name) {
            boolean full = name.indexOf('@') >= 0;
            try {
                return new LoginName(full ? name : name + userDomain.map(d -> "@" + d).orElse(""));
            } catch (Failure.Syntax e) {
                throw refused("its user has no login name");
            }
        }
        throw refused("without " + userClaim);
    }

    private static @Nullable Object first(Map<String, Object> claims, List<String> names) {
        return names.stream().map(claims::get).flatMap(Stream::ofNullable).findFirst().orElse(null);
    }

    /// One string, or an array of them.
    private static List<String> texts(@Nullable Object claim) {
        return switch (claim) {
            case String text -> List.of(text);
            case List<?> list ->
                    list.stream().filter(String.class::isInstance).map(String.class::cast).toList();
            case null, default -> List.of();
        };
    }

    private static Optional<Long> seconds(@Nullable Object claim) {
        return claim instanceof Number number
                ? Optional.of(Math.clamp(number.longValue(), 0L, LAST_SECOND))
                : Optional.empty();
    }

    private static void demand(boolean met, String orElse) {
        if (!met) {
            throw refused(orElse);
        }
    }

    /// A token that is not good, in words without anything of it.
    static Failure.Refused refused(String why) {
        return new Failure.Refused(Refusal.AUTHENTICATION, why);
    }
}

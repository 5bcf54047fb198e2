package org.tohost.common.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.KeyConverter;
import com.nimbusds.jose.proc.JWSVerifierFactory;
import java.security.Key;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Tokens with a signature (RFC 7519, RFC 9068), whose keys are published. Only algorithms with
/// public keys count: with a shared secret, whoever can test a token could make one (RFC 8725 2.1).
final class SignedTokens implements TokenReader {
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(
                    JWSAlgorithm.RS256,
                    JWSAlgorithm.RS384,
                    JWSAlgorithm.RS512,
                    JWSAlgorithm.PS256,
                    JWSAlgorithm.PS384,
                    JWSAlgorithm.PS512,
                    JWSAlgorithm.ES256,
                    JWSAlgorithm.ES384,
                    JWSAlgorithm.ES512);

    /// RFC 9068 2.1, and what was usual before; other types are of tokens for other ends.
    private static final Set<JOSEObjectType> TYPES =
            Set.of(
                    JOSEObjectType.JWT,
                    new JOSEObjectType("at+jwt"),
                    new JOSEObjectType("application/at+jwt"));

    private final JWSVerifierFactory verifiers = new DefaultJWSVerifierFactory();
    private final IssuerKeys keys;

    SignedTokens(IssuerKeys keys) {
        this.keys = keys;
    }

    @Override
    public Map<String, Object> read(String text) {
        JWSObject token = parse(text);
        JWSHeader header = token.getHeader();
        if (!ALGORITHMS.contains(header.getAlgorithm())) {
            throw TokenDemands.refused("signed by an algorithm that is not taken");
        }
        if (header.getType() != null && !TYPES.contains(header.getType())) {
            throw TokenDemands.refused("no access token");
        }
        List<JWK> candidates = keys.find(new JWKSelector(JWKMatcher.forJWSHeader(header)));
        if (candidates.isEmpty()) {
            throw TokenDemands.refused("signed by a key that the issuer does not have");
        }
        if (!isSigned(token, KeyConverter.toJavaKeys(candidates))) {
            throw TokenDemands.refused("its signature is wrong");
        }
        Map<String, Object> claims = token.getPayload().toJSONObject();
        if (claims == null) {
            throw TokenDemands.refused("without claims");
        }
        return claims;
    }

    private static JWSObject parse(String text) {
        try {
            return JWSObject.parse(text);
        } catch (ParseException e) {
            throw TokenDemands.refused("no signed token");
        }
    }

    private boolean isSigned(JWSObject token, List<Key> by) {
        return by.stream().anyMatch(key -> isSigned(token, key));
    }

    private boolean isSigned(JWSObject token, Key by) {
        try {
            return token.verify(verifiers.createJWSVerifier(token.getHeader(), by));
        } catch (JOSEException e) {
            return false; // a key for something else
        }
    }
}

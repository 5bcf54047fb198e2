package org.tohost.common.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.util.Arrays;
import java.util.Map;

/// A key of an issuer of OAuth tokens, and the tokens that are signed by it.
public record TokenMint(ECKey key) {
    /// {@return one with a new key of this name}
    public static TokenMint create(String keyId) {
        try {
            return new TokenMint(new ECKeyGenerator(Curve.P_256).keyID(keyId).generate());
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java has P-256", e);
        }
    }

    /// {@return the public keys of these, as an issuer publishes them}
    public static String keys(TokenMint... mints) {
        return new JWKSet(
                        Arrays.<com.nimbusds.jose.jwk.JWK>asList(
                                Arrays.stream(mints).map(TokenMint::key).toArray(ECKey[]::new)))
                .toPublicJWKSet()
                .toString();
    }

    /// {@return a token with these claims}
    public String token(Map<String, Object> claims) {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID(key.getKeyID())
                        .type(new JOSEObjectType("at+jwt"))
                        .build();
        JWSObject token = new JWSObject(header, new Payload(claims));
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("the key is for this algorithm", e);
        }
        return token.serialize();
    }
}

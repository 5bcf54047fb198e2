package org.tohost.common.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Makes certificates on P-256 with BouncyCastle, and writes keys and certificates as PEM.
final class CertificateMaker {
    private static final Duration SKEW = Duration.ofDays(1);

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    CertificateMaker(Clock clock) {
        this.clock = clock;
    }

    /// An authority that signs itself.
    X509Certificate authority(String name, KeyPair keys, Duration validity) {
        try {
            X509v3CertificateBuilder builder = builder(name(name), name(name), keys, validity);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            return sign(builder, keys.getPrivate());
        } catch (IOException e) {
            throw new IllegalStateException("extensions are always encodable", e);
        }
    }

    /// A certificate for both ends of TLS, signed by `issuer`.
    X509Certificate endEntity(Subject subject, X500Name issuer, PrivateKey issuerKey) {
        try {
            X509v3CertificateBuilder builder =
                    builder(name(subject.name()), issuer, subject.keys(), subject.validity());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage,
                    false,
                    new ExtendedKeyUsage(
                            new KeyPurposeId[] {
                                KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                            }));
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(subject.names().toArray(GeneralName[]::new)));
            return sign(builder, issuerKey);
        } catch (IOException e) {
            throw new IllegalStateException("extensions are always encodable", e);
        }
    }

    /// For whom a certificate is made: common name, alternative names, keys, for how long.
    record Subject(String name, List<GeneralName> names, KeyPair keys, Duration validity) {}

    static X500Name name(String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, commonName).build();
    }

    /// An alternative name: an IP address if it looks like one, else a host name.
    static GeneralName host(String host) {
        boolean address = host.indexOf(':') >= 0 || host.matches("[0-9]+(\\.[0-9]+){3}");
        return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, host);
    }

    static String pem(X509Certificate certificate) throws IOException {
        return pemOf(certificate);
    }

    /// The private key as PKCS #8, with the public key in it (RFC 5915 3): GnuTLS, which Debian's
    /// slapd and exim use, reads no EC key without.
    static String pem(KeyPair keys) throws IOException {
        SubjectPublicKeyInfo half = SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
        ECPrivateKey whole =
                new ECPrivateKey(
                        256,
                        ((java.security.interfaces.ECPrivateKey) keys.getPrivate()).getS(),
                        half.getPublicKeyData(),
                        half.getAlgorithm().getParameters());
        return pemOf(new PKCS8Generator(new PrivateKeyInfo(half.getAlgorithm(), whole), null));
    }

    private static String pemOf(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }

    private X509v3CertificateBuilder builder(
            X500Name subject, X500Name issuer, KeyPair keys, Duration validity) {
        Instant now = clock.instant();
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(127, random).setBit(126), // positive, 16 octets, never the same
                Date.from(now.minus(SKEW)),
                Date.from(now.plus(validity)),
                subject,
                keys.getPublic());
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(
                                    new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
        } catch (OperatorCreationException | CertificateException e) {
            throw new IllegalStateException("every JDK has ECDSA", e);
        }
    }
}

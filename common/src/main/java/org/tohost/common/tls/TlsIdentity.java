package org.tohost.common.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/// A private key and the certificates that vouch for it, its own first.
public record TlsIdentity(List<X509Certificate> chain, PrivateKey key) {
    /// Copies the list.
    public TlsIdentity {
        chain = List.copyOf(chain);
    }

    /// {@return the identity in these PEM files}
    ///
    /// @throws IOException naming the file, if one cannot be used or the key is another's
    public static TlsIdentity load(Path certificateFile, Path keyFile) throws IOException {
        TlsIdentity identity =
                new TlsIdentity(
                        PemFiles.certificates(certificateFile), PemFiles.privateKey(keyFile));
        if (!KeyPairs.belongTogether(identity.chain().getFirst().getPublicKey(), identity.key())) {
            throw new IOException(keyFile + ": is not the key of " + certificateFile);
        }
        return identity;
    }

    /// {@return the identity in the form that TLS engines ask for}
    public X509ExtendedKeyManager keyManager() {
        try {
            KeyStore store = SslContexts.emptyStore();
            store.setKeyEntry("identity", key, new char[0], chain.toArray(X509Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(store, new char[0]);
            return (X509ExtendedKeyManager) factory.getKeyManagers()[0];
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK refuses its own key", e);
        }
    }
}

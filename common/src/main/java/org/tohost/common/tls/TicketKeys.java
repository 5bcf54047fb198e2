package org.tohost.common.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import org.tohost.common.domain.Secret;

/// The keys by which a server seals the sessions that it gives its clients to keep (RFC 5077, RFC
/// 8446 4.6.1). They follow from the cluster's secrets and the day, so that a client resumes its
/// session at any proxy, also at one that has been restarted, and no node has to tell another.
///
/// Each key serves one day of UTC. Those of the day before and of the day after open tickets too:
/// for what was sealed yesterday, and for clocks that differ around midnight.
public final class TicketKeys {
    private static final int PART = 16;
    private static final byte[] PURPOSE =
            "tohost TLS session tickets".getBytes(StandardCharsets.US_ASCII);

    private final List<Secret> secrets;

    /// A key.
    ///
    /// @param name 16 octets that stand in each ticket and tell by which key it was sealed
    /// @param mac 16 octets for HMAC-SHA-256
    /// @param cipher 16 octets for AES
    public record Key(byte[] name, byte[] mac, byte[] cipher) {}

    /// The first of these secrets seals, all open.
    public TicketKeys(List<Secret> secrets) {
        this.secrets = List.copyOf(secrets);
    }

    /// {@return the keys of this day, the one that seals first}
    public List<Key> on(LocalDate day) {
        List<Key> keys = new ArrayList<>();
        for (Secret secret : secrets) {
            keys.add(key(secret, day));
            keys.add(key(secret, day.minusDays(1)));
            keys.add(key(secret, day.plusDays(1)));
        }
        return List.copyOf(keys);
    }

    /// HKDF (RFC 5869): what stands in tickets, the name, tells nothing of the rest.
    private static Key key(Secret secret, LocalDate day) {
        byte[] info = ("day " + day).getBytes(StandardCharsets.US_ASCII);
        try {
            byte[] octets =
                    KDF.getInstance("HKDF-SHA256")
                            .deriveData(
                                    HKDFParameterSpec.ofExtract()
                                            .addIKM(secret.octets())
                                            .addSalt(PURPOSE)
                                            .thenExpand(info, 3 * PART));
            return new Key(
                    Arrays.copyOfRange(octets, 0, PART),
                    Arrays.copyOfRange(octets, PART, 2 * PART),
                    Arrays.copyOfRange(octets, 2 * PART, 3 * PART));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HKDF", e);
        }
    }
}

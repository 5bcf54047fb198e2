package org.tohost.common.ticket;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.tohost.common.domain.ClientInfo;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.SessionId;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;

/// Signs tickets and opens them: version, key id, fields, then HMAC-SHA-256 over all of that and
/// the challenge. The challenge itself is not in the ticket: whoever opens it knows its own.
///
/// The first secret signs, all verify, so that secrets can be changed node by node.
public final class TicketCodec {
    /// The name of the SASL mechanism that carries tickets.
    public static final String MECHANISM = "TOHOST-TICKET";

    private static final String HMAC = "HmacSHA256";
    private static final int VERSION = 1;
    private static final int MAC_LENGTH = 32;
    private static final int MAX = 8192;

    private final List<Key> keys;

    /// A secret, and what a ticket says of it.
    private record Key(SecretKeySpec secret, int id) {
        static Key of(Secret secret) {
            SecretKeySpec key = new SecretKeySpec(secret.octets(), HMAC);
            return new Key(key, keyId(key));
        }
    }

    /// A codec with these secrets, at least one, each of at least 32 octets.
    ///
    /// @throws Failure.Syntax if there is none or one is too short
    public TicketCodec(List<Secret> secrets) {
        if (secrets.isEmpty() || secrets.stream().anyMatch(s -> s.octets().length < 32)) {
            throw new Failure.Syntax("cluster secrets have at least 32 octets");
        }
        keys = secrets.stream().map(Key::of).toList();
    }

    /// {@return the ticket in octets, good for the connection of this challenge alone}
    public byte[] sign(Ticket ticket, Challenge challenge) {
        Key key = keys.getFirst();
        byte[] content = encode(ticket, key.id());
        byte[] mac = mac(key.secret(), content, challenge);
        byte[] signed = Arrays.copyOf(content, content.length + MAC_LENGTH);
        System.arraycopy(mac, 0, signed, content.length, MAC_LENGTH);
        return signed;
    }

    /// Opens a ticket that was made for this challenge.
    ///
    /// @throws Failure.Refused if it is damaged, signed by a key we do not have, or made for
    ///   another connection or node
    public Ticket open(byte[] signed, Challenge challenge) {
        if (signed.length <= MAC_LENGTH + 5 || signed.length > MAX) {
            throw refused("size");
        }
        byte[] content = Arrays.copyOf(signed, signed.length - MAC_LENGTH);
        byte[] given = Arrays.copyOfRange(signed, content.length, signed.length);
        if (keys.stream()
                .noneMatch(key ->
                        MessageDigest.isEqual(mac(key.secret(), content, challenge), given))) {
            throw refused("signature");
        }
        Ticket ticket = decode(content);
        if (!ticket.target().equals(challenge.node())) {
            throw refused("made for " + ticket.target());
        }
        return ticket;
    }

    private static byte[] encode(Ticket ticket, int keyId) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(160);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeInt(keyId);
            out.writeUTF(ticket.issuer().name());
            out.writeUTF(ticket.target().name());
            out.writeUTF(ticket.service().name());
            out.writeUTF(ticket.user().map(UserId::name).orElse(""));
            out.writeLong(ticket.ownerEpoch());
            out.writeUTF(ticket.client().address());
            out.writeShort(ticket.client().port());
            out.writeBoolean(ticket.client().tls());
            out.writeUTF(ticket.client().helo());
            out.writeUTF(ticket.session().text());
            out.writeByte(ticket.hops());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Ticket decode(byte[] content) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
            if (in.readByte() != VERSION) {
                throw refused("version");
            }
            in.readInt(); // key id: a hint for operators, the signature decides
            Ticket ticket =
                    new Ticket(
                            new NodeId(in.readUTF()),
                            new NodeId(in.readUTF()),
                            Service.valueOf(in.readUTF()),
                            Optional.of(in.readUTF()).filter(u -> !u.isEmpty()).map(UserId::new),
                            in.readLong(),
                            new ClientInfo(
                                    in.readUTF(),
                                    in.readUnsignedShort(),
                                    in.readBoolean(),
                                    in.readUTF()),
                            new SessionId(in.readUTF()),
                            in.readUnsignedByte());
            if (in.available() > 0) {
                throw refused("trailing octets");
            }
            return ticket;
        } catch (IOException | IllegalArgumentException | Failure.Syntax e) {
            throw refused("content");
        }
    }

    private static int keyId(SecretKeySpec key) {
        byte[] digest = mac(key, new byte[] {VERSION}, new byte[0]);
        return (digest[0] & 0xff) << 24
                | (digest[1] & 0xff) << 16
                | (digest[2] & 0xff) << 8
                | (digest[3] & 0xff);
    }

    private static byte[] mac(SecretKeySpec key, byte[] content, Challenge challenge) {
        return mac(key, content, challenge.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] mac(SecretKeySpec key, byte[] content, byte[] challenge) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            mac.update(content);
            return mac.doFinal(challenge);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }

    private static Failure.Refused refused(String what) {
        return new Failure.Refused(Refusal.AUTHENTICATION, "ticket: " + what);
    }
}

package org.tohost.ldap.faulty;

import com.unboundid.asn1.ASN1Element;
import com.unboundid.asn1.ASN1Enumerated;
import com.unboundid.asn1.ASN1Exception;
import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.asn1.ASN1Sequence;
import com.unboundid.ldap.sdk.ResultCode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import org.tohost.common.fixture.SlapdFixture;

/// A message of a client (RFC 4511 4.1.1), as far as faults depend on it.
record Request(Fault.Kind kind, String dn, ASN1Element id, byte op, byte[] octets) {
    private static final byte BIND = 0x60;
    private static final byte SEARCH = 0x63;
    private static final byte UNBIND = 0x42;
    private static final byte REFERENCE = 0x73;
    private static final byte REFERRAL = (byte) 0xA3;

    static Request of(ASN1Element message) throws IOException {
        try {
            ASN1Element[] parts = message.decodeAsSequence().elements();
            byte op = parts[1].getType();
            String dn = dn(parts[1], op);
            return new Request(kind(op, dn), dn, parts[0], op, message.encode());
        } catch (ASN1Exception e) {
            throw new IOException(e);
        }
    }

    boolean unbinds() {
        return op == UNBIND;
    }

    boolean isOf(Fault.Kind asked) {
        return asked == Fault.Kind.ANY || asked == kind;
    }

    /// {@return what operators of the directory would read of it}
    String words() {
        return kind == Fault.Kind.SEARCH ? "search" : "bind " + dn;
    }

    /// {@return the answer that says only this}
    byte[] answer(ResultCode code) throws IOException {
        byte type = op == BIND ? (byte) 0x61 : op == SEARCH ? (byte) 0x65 : (byte) 0x78;
        ASN1Element[] result = {
            new ASN1Enumerated(code.intValue()),
            new ASN1OctetString(),
            new ASN1OctetString("as the test wants it"),
            elsewhere(REFERRAL)
        };
        int length = code.equals(ResultCode.REFERRAL) ? 4 : 3;
        return message(new ASN1Sequence(type, Arrays.copyOf(result, length)));
    }

    /// {@return the reference to another server that stands in for a found entry}
    byte[] reference() throws IOException {
        return message(elsewhere(REFERENCE));
    }

    private byte[] message(ASN1Element protocolOp) throws IOException {
        return new ASN1Sequence(id, protocolOp).encode();
    }

    private static ASN1Sequence elsewhere(byte type) {
        return new ASN1Sequence(type, new ASN1OctetString("ldap://elsewhere.test/dc=test"));
    }

    private static String dn(ASN1Element protocolOp, byte op) throws ASN1Exception {
        return op == BIND
                ? protocolOp.decodeAsSequence().elements()[1].decodeAsOctetString().stringValue()
                : "";
    }

    private static Fault.Kind kind(byte op, String dn) {
        if (op == SEARCH) {
            return Fault.Kind.SEARCH;
        } else if (op != BIND || dn.isEmpty()) {
            return Fault.Kind.OTHER;
        }
        return dn.toLowerCase(Locale.ROOT).equals(SlapdFixture.SERVICE_DN)
                ? Fault.Kind.SERVICE_BIND
                : Fault.Kind.USER_BIND;
    }
}

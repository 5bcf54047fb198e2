package org.tohost.ldap.faulty;

import com.unboundid.asn1.ASN1Element;
import com.unboundid.asn1.ASN1Exception;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;

/// The connection to the directory behind, that has nothing wrong.
record Behind(Socket socket) {
    private static final byte ENTRY = 0x64;
    private static final byte REFERENCE = 0x73;

    /// {@return all messages that answer the request}
    byte[] answer(Request request) throws IOException {
        socket.getOutputStream().write(request.octets());
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte type = ENTRY;
        while (type == ENTRY || type == REFERENCE) {
            try {
                ASN1Element message = ASN1Element.readFrom(socket.getInputStream());
                if (message == null) {
                    throw new EOFException();
                }
                type = message.decodeAsSequence().elements()[1].getType();
                int _ = message.writeTo(all);
            } catch (ASN1Exception e) {
                throw new IOException(e);
            }
        }
        return all.toByteArray();
    }
}

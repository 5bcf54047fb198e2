package org.tohost.deploy.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// A connection as a client of mail sees it: lines, and octets between them. One thread.
final class Wire implements Closeable {
    private static final int LONGEST_LINE = 64 * 1024;
    private static final int BUFFER = 16 * 1024;

    private final TlsTrust trust;
    private Socket socket;
    private InputStream in;
    private OutputStream out;

    /// Whether certificates are checked, and by what.
    ///
    /// @param byName whether a certificate must name the host
    record TlsTrust(SSLSocketFactory sockets, boolean byName) {}

    Wire(Socket socket, TlsTrust trust) throws IOException {
        this.trust = trust;
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        this.out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
    }

    /// Goes over to TLS.
    ///
    /// @throws Unexpected if something came in clear text that belongs behind the handshake
    void secure(String host, int port) throws IOException {
        if (in.available() > 0) {
            throw new Unexpected("tls", "clear text behind the reply to STARTTLS");
        }
        SSLSocket secured = (SSLSocket) trust.sockets().createSocket(socket, host, port, true);
        if (trust.byName()) {
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
        }
        secured.startHandshake();
        socket = secured;
        in = new BufferedInputStream(secured.getInputStream(), BUFFER);
        out = new BufferedOutputStream(secured.getOutputStream(), BUFFER);
    }

    /// Sends a line.
    void send(String line) throws IOException {
        write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        flush();
    }

    /// Sends octets with the next line, or [#flush].
    void write(byte[] octets) throws IOException {
        out.write(octets);
    }

    void flush() throws IOException {
        out.flush();
    }

    /// {@return the next line without its end, an octet a character}
    ///
    /// @throws EOFException if the connection ends before it
    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        int octet = in.read();
        while (octet != '\n') {
            if (octet < 0) {
                throw new EOFException("closed by the server");
            }
            if (line.size() > LONGEST_LINE) {
                throw new Unexpected("line", "longer than " + LONGEST_LINE + " octets");
            }
            line.write(octet);
            octet = in.read();
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /// Waits until something can be read.
    ///
    /// @return false if nothing came within this time
    /// @throws EOFException if the connection ends
    boolean awaitInput(Duration longest) throws IOException {
        int before = socket.getSoTimeout();
        socket.setSoTimeout((int) Math.max(1, longest.toMillis()));
        in.mark(1);
        try {
            if (in.read() < 0) {
                throw new EOFException("closed by the server");
            }
            in.reset();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            socket.setSoTimeout(before);
        }
    }

    /// Reads so many octets.
    void read(long octets, OutputStream into) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long left = octets;
        while (left > 0) {
            int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (count < 0) {
                throw new EOFException("closed by the server");
            }
            into.write(buffer, 0, count);
            left -= count;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

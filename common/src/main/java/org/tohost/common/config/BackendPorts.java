package org.tohost.common.config;

import java.util.stream.IntStream;
import org.tohost.common.domain.Service;
import org.tohost.common.failure.Failure;

/// The ports of a back-end, a part of [BackendAddress]; 0 is the usual one.
public record BackendPorts(
        @Field(
                        name = "imap",
                        def = "0",
                        doc = "Port for IMAP; 0 for 993, or 143 without TLS from the first octet.")
                int imap,
        @Field(
                        name = "pop3",
                        def = "0",
                        doc = "Port for POP3; 0 for 995, or 110 without TLS from the first octet.")
                int pop3,
        @Field(name = "sieve", def = "0", doc = "Port for ManageSieve; 0 for 4190.") int sieve,
        @Field(
                        name = "smtp",
                        def = "0",
                        doc =
                                "Port for mail from other servers; 0 for 465 of a back-end of ours;"
                                        + " a server of another make without it is given none.")
                int smtp,
        @Field(
                        name = "submission",
                        def = "0",
                        doc =
                                "Port for mail of users; 0 for the `smtp` port of a back-end of ours; a"
                                        + " server of another make without it is given none.")
                int submission,
        @Field(
                        name = "lmtp",
                        def = "0",
                        doc =
                                "Port for mail from other back-ends; 0 for 24 of a back-end of ours; a"
                                        + " server of another make without it gets that at its `smtp`"
                                        + " port.")
                int lmtp) {
    /// The usual ports.
    public static final BackendPorts USUAL = new BackendPorts(0, 0, 0, 0, 0, 0);

    /// Checks the ports.
    ///
    /// @throws Failure.Syntax if one is not within 0 to 65535
    public BackendPorts {
        if (IntStream.of(imap, pop3, sieve, smtp, submission, lmtp).anyMatch(p -> p > 65535)) {
            throw new Failure.Syntax("a port is a number from 1 to 65535, or 0 for the usual one");
        }
    }

    /// {@return true if a server of another make has this service: mail only where a port is given}
    boolean serves(Service service) {
        return switch (service) {
            case IMAP, POP3, SIEVE -> true;
            case SMTP -> smtp != 0;
            case SUBMISSION -> submission != 0;
            case LMTP -> lmtp != 0;
        };
    }

    /// {@return the port of this service on a host that does TLS so}
    int port(Service service, BackendTls.Mode mode) {
        boolean direct = mode == BackendTls.Mode.CLUSTER || mode == BackendTls.Mode.IMPLICIT;
        return switch (service) {
            case IMAP -> chosen(imap, direct ? 993 : 143);
            case POP3 -> chosen(pop3, direct ? 995 : 110);
            case SMTP -> chosen(smtp, 465);
            case SUBMISSION -> chosen(submission, port(Service.SMTP, mode));
            case LMTP -> chosen(lmtp, 24);
            case SIEVE -> chosen(sieve, 4190);
        };
    }

    private static int chosen(int port, int usual) {
        return port == 0 ? usual : port;
    }
}

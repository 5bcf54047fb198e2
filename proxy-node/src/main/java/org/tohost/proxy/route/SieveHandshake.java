package org.tohost.proxy.route;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.tohost.common.managesieve.SieveReply;
import org.tohost.common.managesieve.SieveResponse;
import org.tohost.common.managesieve.SieveResponseReader;
import org.tohost.common.managesieve.SieveString;

/// The hand-over by ManageSieve. The greeting is the list of capabilities with an OK behind it, in
/// whose words the challenge stands; the OK to the ticket is the OK to the client's AUTHENTICATE.
public final class SieveHandshake implements Handshake {
    private final SieveResponseReader responses = new SieveResponseReader();
    private final UnaryOperator<String> ticket;
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private boolean greeted;

    SieveHandshake(UnaryOperator<String> ticket) {
        this.ticket = ticket;
    }

    @Override
    public Move on(String line) {
        if (greeted) {
            answer.writeBytes((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        Optional<SieveResponse> response = responses.add(line);
        return response.isEmpty() ? new Move.Wait() : on(response.get());
    }

    @Override
    public boolean presented() {
        return greeted;
    }

    private Move on(SieveResponse response) {
        return switch (response) {
            // behind the ticket it would be a challenge, which a ticket has none of
            case SieveResponse.Data _ ->
                    greeted ? Handshake.unavailable("another challenge") : new Move.Wait();
            case SieveReply reply -> on(reply);
        };
    }

    private Move on(SieveReply reply) {
        return switch (reply.state()) {
            case NO, BYE -> Handshake.unavailable(reply.toString());
            case OK -> greeted ? new Move.Done(answer.toByteArray()) : present(reply);
        };
    }

    private Move present(SieveReply greeting) {
        greeted = true;
        String[] login = ticket.apply(greeting.text()).split(" ", 2);
        ByteArrayOutputStream command = new ByteArrayOutputStream();
        command.writeBytes("AUTHENTICATE".getBytes(StandardCharsets.US_ASCII));
        for (String argument : login) {
            command.write(' ');
            command.writeBytes(SieveString.toServer(argument.getBytes(StandardCharsets.US_ASCII)));
        }
        command.writeBytes(new byte[] {'\r', '\n'});
        return new Move.Send(command.toByteArray());
    }
}

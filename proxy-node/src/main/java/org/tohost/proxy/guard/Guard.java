package org.tohost.proxy.guard;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.failure.Failure;
import org.tohost.common.smtp.SmtpCommand;
import org.tohost.common.smtp.SmtpPath;
import org.tohost.common.smtp.SmtpReply;
import org.tohost.common.wire.Frame;
import org.tohost.common.wire.LineFramer;

/// Stands between a client and a server of another make.
///
/// ```
///  COMMANDS --RCPT--> JUDGING --verdict--> COMMANDS
///  COMMANDS --DATA--> ASKED --354--> CONTENT --final dot--> COMMANDS
///                     ASKED --no--> COMMANDS     CONTENT --bare CR or LF--> SPOILT --> over
///  COMMANDS --BDAT--> CHUNK --counted--> COMMANDS
///  COMMANDS --QUIT, end of input--> OVER
/// ```
///
/// Octets are given in as they arrive; deeds are fetched one step at a time, so that whoever
/// performs them can stop while a side does not take what is sent to it. At most one read more than
/// a line is held from each side, and [#MOST_TURNS] replies are awaited.
public final class Guard {
    /// The longest command that is let through: below the limits of known servers, so that none
    /// cuts a line in two (RFC 5321 4.5.3.1.4).
    static final int LONGEST_COMMAND = 2000;

    /// So many replies are outstanding before no further command is looked at.
    static final int MOST_TURNS = 100;

    private static final int MOST_MISTAKES = 20;
    private static final Pattern BDAT =
            Pattern.compile("([0-9]{1,18})( +LAST)?", Pattern.CASE_INSENSITIVE);

    private final LineFramer input = new LineFramer(LONGEST_COMMAND);
    private final HostReplies replies = new HostReplies();
    private final Announced announced;
    private final boolean inbound;
    private Reading reading = Reading.COMMANDS;
    private Message message = new Message();
    private String judged = "";
    private long chunkLeft;
    private boolean chunkPasses;
    private boolean clientEnded;
    private int mistakes;

    private enum Reading {
        COMMANDS,
        JUDGING,
        ASKED,
        CONTENT,
        SPOILT,
        CHUNK,
        OVER
    }

    /// A guard of a session that was just handed over.
    ///
    /// @param inbound true for mail from other servers, whose recipients are judged; those of users
    ///   who have logged in at the server are its own affair
    public Guard(Announced announced, boolean inbound) {
        this.announced = announced;
        this.inbound = inbound;
    }

    /// These octets came from the client.
    public void fromClient(byte[] octets) {
        input.feed(octets);
    }

    /// These octets came from the server.
    public void fromHost(byte[] octets) {
        replies.feed(octets);
    }

    /// The client will send no more.
    public void clientEnds() {
        clientEnded = true;
    }

    /// The server will send no more.
    public void hostEnds() {
        replies.end();
    }

    /// {@return how many octets of the client are held}
    public int heldFromClient() {
        return input.available();
    }

    /// {@return how many octets of the server are held}
    public int heldFromHost() {
        return replies.held();
    }

    /// {@return true between commands: the client is owed nothing, and nothing is half sent}
    public boolean isAtRest() {
        return takesCommands() && replies.areAll();
    }

    /// {@return true if the next octets of the client are a command}
    public boolean takesCommands() {
        return reading == Reading.COMMANDS;
    }

    /// {@return true while the server owes the reply to a message, for which RFC 5321 4.5.3.2.6
    /// grants more time}
    public boolean awaitsDelivery() {
        return reading == Reading.COMMANDS && replies.next() instanceof Turn.Content;
    }

    /// {@return what the client sent and the guard has not looked at}
    public byte[] restOfClient() {
        return input.remainder();
    }

    /// {@return what the server sent and the guard has not looked at}
    public byte[] restOfHost() {
        return replies.rest();
    }

    /// {@return the next step that the client's octets allow, empty if there is none now}
    public List<Deed> nextOfClient() {
        Reading before;
        List<Deed> deeds;
        do {
            before = reading;
            deeds = stepOfClient();
        } while (deeds.isEmpty() && reading != before);
        return deeds;
    }

    private List<Deed> stepOfClient() {
        return switch (reading) {
            case COMMANDS -> command();
            case CONTENT -> input.available() > 0 ? content(input.remainder()) : cut();
            case SPOILT -> input.available() > 0 ? spoilt(input.remainder()) : cut();
            case CHUNK -> input.available() > 0 ? chunk() : cut();
            case JUDGING, ASKED, OVER -> List.of();
        };
    }

    /// {@return the next step that the server's octets allow, empty if there is none now}
    public List<Deed> nextOfHost() {
        HostReplies.Heard heard = replies.hear();
        if (reading == Reading.ASKED && heard.answersData()) {
            reading = heard.wantsContent() ? Reading.CONTENT : Reading.COMMANDS;
            message = new Message();
        }
        return heard.deeds();
    }

    /// The verdict on a recipient: the refusal, or nothing if the server may have it.
    public List<Deed> judged(Optional<SmtpReply> refusal) {
        reading = Reading.COMMANDS;
        return refusal.map(this::refuse).orElseGet(() -> pass(judged, new Turn.Passed()));
    }

    /// {@return the last words to a client that must go}
    public static byte[] farewell(String text) {
        return SmtpReply.of(421, "4.4.2", text).bytes();
    }

    /// A refusal that waits for its turn leads to nothing yet: then the next command is looked at.
    private List<Deed> command() {
        List<Deed> deeds = List.of();
        while (deeds.isEmpty() && takesCommands() && replies.count() < MOST_TURNS) {
            Optional<Frame> frame = input.next();
            if (frame.isEmpty()) {
                return clientEnded ? over(List.of(new Deed.EndOfClient())) : List.of();
            }
            deeds = command(frame.get());
        }
        return deeds;
    }

    private List<Deed> command(Frame frame) {
        return switch (frame) {
            case Frame.Malformed malformed ->
                    refuse(SmtpReply.of(500, "5.5.2", malformed.reason().text()));
            case Frame.Literal _ -> throw new IllegalStateException("none was asked for");
            case Frame.Line line -> {
                try {
                    yield command(SmtpCommand.parse(line.octets()));
                } catch (Failure.Syntax e) {
                    yield refuse(SmtpReply.of(501, "5.5.2", e.getMessage()));
                }
            }
        };
    }

    private List<Deed> command(SmtpCommand command) {
        return switch (command.verb()) {
            case "EHLO" -> hello(command, announced.ehlo());
            case "HELO" -> hello(command, announced.helo());
            case "MAIL", "RSET", "NOOP", "VRFY" -> pass(line(command), new Turn.Passed());
            case "RCPT" -> recipient(command);
            case "DATA" -> {
                requireNothing(command);
                reading = Reading.ASKED;
                yield pass("DATA", new Turn.Data());
            }
            case "BDAT" -> chunk(command);
            case "QUIT" -> over(pass("QUIT", new Turn.Passed()));
            default -> refuse(SmtpReply.of(502, "5.5.1", "Not in this session"));
        };
    }

    /// The server knows its client: it is told only what else the command means.
    private List<Deed> hello(SmtpCommand command, SmtpReply answer) {
        if (command.argument().isEmpty()) {
            throw new Failure.Syntax("HELO and EHLO take a name");
        }
        return pass("RSET", new Turn.Hello(answer.bytes()));
    }

    private List<Deed> recipient(SmtpCommand command) {
        judged = line(command);
        Optional<MailAddress> address = inbound ? address(command) : Optional.empty();
        if (address.isEmpty()) {
            return pass(judged, new Turn.Passed());
        }
        reading = Reading.JUDGING;
        return List.of(new Deed.Judge(address.get()));
    }

    private static Optional<MailAddress> address(SmtpCommand command) {
        return SmtpPath.forward(command.argument()).path() instanceof SmtpPath.Mailbox mailbox
                ? Optional.of(mailbox.address())
                : Optional.empty();
    }

    /// RFC 3030: so many octets follow, whatever the answer is.
    private List<Deed> chunk(SmtpCommand command) {
        Matcher matcher = BDAT.matcher(command.argument());
        if (!matcher.matches()) {
            throw new Failure.Syntax("BDAT takes a size, and LAST with the last one");
        }
        chunkLeft = Long.parseLong(matcher.group(1));
        chunkPasses = announced.hasChunks();
        reading = chunkLeft > 0 ? Reading.CHUNK : Reading.COMMANDS;
        return chunkPasses
                ? pass(line(command), new Turn.Content())
                : refuse(SmtpReply.of(502, "5.5.1", "CHUNKING was not announced"));
    }

    private List<Deed> chunk() {
        byte[] octets = input.take((int) Math.min(chunkLeft, Integer.MAX_VALUE));
        chunkLeft -= octets.length;
        if (chunkLeft == 0) {
            reading = Reading.COMMANDS;
        }
        return List.of(new Deed.ToHost(chunkPasses ? octets : new byte[0]));
    }

    private List<Deed> content(byte[] octets) {
        byte[] own = message.own(octets, input);
        if (message.flaw().isPresent()) {
            reading = Reading.SPOILT;
            return message.isWhole() ? spoilt(own) : List.of(new Deed.CutHost());
        }
        if (message.isWhole()) {
            reading = Reading.COMMANDS;
        }
        return List.of(new Deed.ToHost(own));
    }

    /// The rest of a message that is not taken; it is read so that the client gets to hear why.
    private List<Deed> spoilt(byte[] octets) {
        if (!message.isWhole()) {
            var _ = message.own(octets, input);
        }
        if (!message.isWhole()) {
            return List.of(new Deed.CutHost());
        }
        String why = message.flaw().map(Frame.Reason::text).orElseThrow();
        return over(
                List.of(
                        new Deed.CutHost(),
                        new Deed.End(SmtpReply.of(554, "5.6.0", "Refused: " + why).bytes(), why)));
    }

    /// In the middle of a message.
    private List<Deed> cut() {
        return clientEnded
                ? over(List.of(new Deed.CutHost(), new Deed.End(new byte[0], "client closed")))
                : List.of();
    }

    private List<Deed> over(List<Deed> deeds) {
        reading = Reading.OVER;
        return deeds;
    }

    private List<Deed> pass(String line, Turn turn) {
        replies.await(turn);
        return List.of(new Deed.ToHost((line + "\r\n").getBytes(StandardCharsets.UTF_8)));
    }

    private List<Deed> refuse(SmtpReply reply) {
        if (reply.isPermanent() && ++mistakes > MOST_MISTAKES) {
            reading = Reading.OVER;
            byte[] words = SmtpReply.of(421, "4.7.0", "Too many mistakes").bytes();
            return replies.say(new Turn.Last(words, "too many mistakes"));
        }
        return replies.say(new Turn.Said(reply.bytes()));
    }

    private static void requireNothing(SmtpCommand command) {
        if (!command.argument().isEmpty()) {
            throw new Failure.Syntax(command.verb() + " takes no argument");
        }
    }

    private static String line(SmtpCommand command) {
        return command.argument().isEmpty()
                ? command.verb()
                : command.verb() + " " + command.argument();
    }
}

package org.tohost.backend.imap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tohost.common.failure.Failure;
import org.tohost.common.imap.CommandPart;
import org.tohost.common.imap.ImapCursor;
import org.tohost.common.imap.LiteralContent;

/// A command while it comes in, within [#MAX] octets of lines and small literals. Once it is
/// refused nothing more of it is kept.
final class CommandParts implements AutoCloseable {
    /// How many octets are held in memory.
    static final int MAX = 512 * 1024;

    /// What a line costs besides its octets: many short ones are as much as a few long ones.
    private static final int LINE = 128;

    private final List<CommandPart> parts = new ArrayList<>();
    private long held;
    private Optional<String> refusal = Optional.empty();
    private boolean given;

    /// Adds a line.
    void line(byte[] octets) {
        hold(octets.length + LINE);
        if (!refused()) {
            parts.add(new CommandPart.Text(octets));
        }
    }

    /// So many octets more will be held.
    void hold(long octets) {
        held += octets;
        if (held > MAX) {
            refuse("BAD The command is too long");
        }
    }

    /// Adds the literal that the last line announced.
    void literal(LiteralContent content) {
        parts.add(new CommandPart.Literal(content));
    }

    /// The command will be answered this; the first answer counts.
    void refuse(String response) {
        if (!refused()) {
            refusal = Optional.of(response);
        }
    }

    /// {@return true if the answer is settled}
    boolean refused() {
        return refusal.isPresent();
    }

    /// {@return what there is so far}
    List<CommandPart> begun() {
        return List.copyOf(parts);
    }

    /// {@return the command, or how it is refused}
    Received end() {
        if (refusal.isPresent()) {
            return new Received.Refused(tag(), refusal.get());
        }
        given = true;
        return new Received.Command(begun());
    }

    /// Lets go of what was spooled, unless the command was given out.
    @Override
    public void close() {
        if (!given) {
            new Received.Command(begun()).close();
        }
    }

    private String tag() {
        try {
            return new ImapCursor(parts).tag();
        } catch (Failure.Syntax e) {
            return "*";
        }
    }
}

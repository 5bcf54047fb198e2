package org.tohost.backend.imap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tohost.backend.imap.command.FetchItem;
import org.tohost.backend.imap.command.FetchItem.Attribute;
import org.tohost.backend.imap.command.FetchItem.Binary;
import org.tohost.backend.imap.command.FetchItem.BinarySize;
import org.tohost.backend.imap.command.FetchItem.Content;
import org.tohost.backend.imap.command.FetchItem.Partial;
import org.tohost.backend.mime.Outline;
import org.tohost.backend.store.Message;
import org.tohost.backend.store.Outlines;
import org.tohost.common.imap.ImapDates;

/// Writes the untagged FETCH of one message. Small things are put together in memory; large ranges
/// go from the store to the client as a stream.
final class FetchEncoder {
    private static final int HELD = 32 * 1024;

    private final SelectedMailbox mailbox;
    private final ImapWriter out;
    private final Message message;
    private final Outlines outlines;
    private final ResponseText text = new ResponseText();
    private Optional<Outline> outline = Optional.empty();

    FetchEncoder(SelectedMailbox mailbox, ImapWriter out, Message message, Outlines outlines) {
        this.mailbox = mailbox;
        this.out = out;
        this.message = message;
        this.outlines = outlines;
    }

    /// {@return the message}
    Message message() {
        return message;
    }

    /// Writes the response under this sequence number. {@return false if items had to be left out,
    /// of parts whose transfer encoding nobody knows (RFC 3516 4.3)}
    boolean write(int number, List<FetchItem> asked) throws IOException {
        List<FetchItem> items = asked.stream().filter(this::canBeTold).toList();
        if (!items.isEmpty()) {
            tell(number, items);
        }
        return items.size() == asked.size();
    }

    private boolean canBeTold(FetchItem item) {
        return switch (item) {
            case Attribute _, Content _ -> true;
            case Binary binary -> isKnown(binary.path());
            case BinarySize size -> isKnown(size.path());
        };
    }

    private boolean isKnown(List<Integer> path) {
        return !(BinaryContent.of(reader(), path) instanceof BinaryContent.UnknownEncoding);
    }

    private void tell(int number, List<FetchItem> items) throws IOException {
        text.add("* ").add(number).add(" FETCH ");
        String separator = "(";
        for (FetchItem item : items) {
            text.add(separator);
            separator = " ";
            switch (item) {
                case Attribute attribute -> attribute(attribute);
                case Content content -> content(content);
                case Binary binary ->
                        new BinaryEncoder(text, out)
                                .octets(binary, BinaryContent.of(reader(), binary.path()));
                case BinarySize size ->
                        new BinaryEncoder(text, out)
                                .size(size, BinaryContent.of(reader(), size.path()));
            }
            if (text.length() > HELD) {
                out.piece(text.take());
            }
        }
        out.complete(text.add(")").take());
    }

    private void attribute(Attribute attribute) {
        switch (attribute) {
            case UID -> text.add("UID ").add(message.uid());
            case FLAGS -> text.add(FlagsText.of(message.flags(), mailbox.isRecent(message)));
            case INTERNALDATE ->
                    text.add("INTERNALDATE \"")
                            .add(ImapDates.format(message.internalDate().atOffset(ZoneOffset.UTC)))
                            .add("\"");
            case MODSEQ -> text.add("MODSEQ (").add(message.modSeq()).add(")");
            case SIZE -> text.add("RFC822.SIZE ").add(message.size());
            case ENVELOPE -> {
                text.add("ENVELOPE ");
                EnvelopeEncoder.encode(text, outline().envelope());
            }
            case BODY -> {
                text.add("BODY ");
                StructureEncoder.encode(text, outline(), false);
            }
            case BODYSTRUCTURE -> {
                text.add("BODYSTRUCTURE ");
                StructureEncoder.encode(text, outline(), true);
            }
            case EMAILID -> text.add("EMAILID (").add(message.emailId()).add(")");
            case THREADID -> text.add("THREADID (").add(message.threadId()).add(")");
            case SAVEDATE ->
                    text.add("SAVEDATE \"")
                            .add(ImapDates.format(message.saveDate().atOffset(ZoneOffset.UTC)))
                            .add("\"");
            case PREVIEW -> preview(Optional.of(outline()));
            case PREVIEW_LAZY -> preview(outline.or(() -> outlines.kept(message)));
        }
    }

    private void preview(Optional<Outline> known) {
        text.add("PREVIEW ").nstring(known.map(o -> octets(o.preview())));
    }

    private static String octets(String words) {
        return new String(words.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private void content(Content item) throws IOException {
        text.add(item.label());
        item.partial().ifPresent(partial -> text.add("<").add(partial.offset()).add(">"));
        text.add(" ");
        switch (SectionContent.of(reader(), item.section())) {
            case SectionContent.Missing _ -> text.add("NIL");
            case SectionContent.Octets(byte[] octets) -> {
                SectionContent.Range range = cut(item, 0, octets.length);
                int from = (int) range.offset();
                text.literal(Arrays.copyOfRange(octets, from, from + (int) range.length()));
            }
            case SectionContent.Range(long offset, long length) -> range(cut(item, offset, length));
        }
    }

    /// {@return the piece of a range that the client wants}
    private static SectionContent.Range cut(Content item, long offset, long length) {
        Partial partial = item.partial().orElse(new Partial(0, Long.MAX_VALUE));
        long skipped = Math.min(partial.offset(), length);
        return new SectionContent.Range(
                offset + skipped, Math.min(partial.length(), length - skipped));
    }

    private void range(SectionContent.Range range) throws IOException {
        if (range.length() <= HELD) {
            byte[] octets = reader().body().read(range.offset(), (int) range.length());
            text.literal(octets);
            return;
        }
        try (InputStream in = reader().body().open(range.offset(), range.length())) {
            out.piece(text.add("{").add(range.length()).add("}\r\n").take());
            out.piece(in, range.length());
        }
    }

    private Outline outline() {
        if (outline.isEmpty()) {
            outline = Optional.of(outlines.of(message));
        }
        return outline.get();
    }

    private MessageReader reader() {
        return mailbox.reader(message);
    }
}

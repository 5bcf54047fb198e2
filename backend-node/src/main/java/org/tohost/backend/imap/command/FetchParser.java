package org.tohost.backend.imap.command;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.tohost.backend.imap.command.FetchItem.Attribute;
import org.tohost.backend.imap.command.FetchItem.Content;
import org.tohost.backend.imap.command.FetchItem.Partial;
import org.tohost.backend.imap.command.Section.Kind;
import org.tohost.common.failure.Failure;
import org.tohost.common.imap.ImapCursor;

/// Reads what FETCH asks for.
final class FetchParser {
    private static final int MAX_ITEMS = 1000;
    private static final List<FetchItem> FAST =
            List.of(Attribute.FLAGS, Attribute.INTERNALDATE, Attribute.SIZE);

    private final ImapCursor in;

    FetchParser(ImapCursor in) {
        this.in = in;
    }

    /// {@return the command, the cursor standing behind the set}
    MessageCommand.Fetch fetch(MessageSet messages) {
        in.sp();
        Set<FetchItem> items = new LinkedHashSet<>();
        if (messages.byUid()) {
            items.add(Attribute.UID);
        }
        if (!in.accept('(')) {
            items.addAll(itemOrMacro());
            return fetch(messages, items);
        }
        do {
            items.add(item(name()));
            if (items.size() > MAX_ITEMS) {
                throw new Failure.Syntax("too many items");
            }
        } while (in.accept(' '));
        in.expect(')');
        return fetch(messages, items);
    }

    private MessageCommand.Fetch fetch(MessageSet messages, Set<FetchItem> items) {
        Optional<ChangedSince> changedSince = changedSince(messages.byUid());
        if (changedSince.isPresent()) {
            items.add(Attribute.MODSEQ);
        }
        return new MessageCommand.Fetch(messages, List.copyOf(items), changedSince);
    }

    /// Takes the modifiers (RFC 7162 7).
    private Optional<ChangedSince> changedSince(boolean byUid) {
        if (!in.accept(' ')) {
            return Optional.empty();
        }
        Optional<Long> modSeq = Optional.empty();
        boolean vanished = false;
        in.expect('(');
        do {
            switch (in.keyword()) {
                case "CHANGEDSINCE" -> {
                    in.sp();
                    modSeq = Optional.of(in.number64());
                }
                case "VANISHED" -> {
                    if (!byUid) {
                        throw new Failure.Syntax("VANISHED belongs to UID FETCH");
                    }
                    vanished = true;
                }
                default -> throw new Failure.Syntax("unknown modifier");
            }
        } while (in.accept(' '));
        in.expect(')');
        boolean wanted = vanished;
        return Optional.of(
                modSeq.map(since -> new ChangedSince(since, wanted))
                        .orElseThrow(() -> new Failure.Syntax("VANISHED since when?")));
    }

    private List<FetchItem> itemOrMacro() {
        String name = name();
        List<FetchItem> items = new ArrayList<>(FAST);
        switch (name) {
            case "FAST" -> {}
            case "ALL" -> items.add(Attribute.ENVELOPE);
            case "FULL" -> items.addAll(List.of(Attribute.ENVELOPE, Attribute.BODY));
            default -> items = List.of(item(name));
        }
        return items;
    }

    private FetchItem item(String name) {
        return switch (name) {
            case "UID" -> Attribute.UID;
            case "FLAGS" -> Attribute.FLAGS;
            case "INTERNALDATE" -> Attribute.INTERNALDATE;
            case "MODSEQ" -> Attribute.MODSEQ;
            case "ENVELOPE" -> Attribute.ENVELOPE;
            case "BODYSTRUCTURE" -> Attribute.BODYSTRUCTURE;
            case "RFC822.SIZE" -> Attribute.SIZE;
            case "EMAILID" -> Attribute.EMAILID;
            case "THREADID" -> Attribute.THREADID;
            case "SAVEDATE" -> Attribute.SAVEDATE;
            case "PREVIEW" -> preview();
            case "RFC822" -> whole(name, Kind.ALL, false);
            case "RFC822.HEADER" -> whole(name, Kind.HEADER, true);
            case "RFC822.TEXT" -> whole(name, Kind.TEXT, false);
            case "BODY" -> in.at('[') ? content(false) : Attribute.BODY;
            case "BODY.PEEK" -> content(true);
            case "BINARY" -> binary(false);
            case "BINARY.PEEK" -> binary(true);
            case "BINARY.SIZE" -> {
                List<Integer> path = binaryPath();
                yield new FetchItem.BinarySize("BINARY.SIZE" + label(path), path);
            }
            default -> throw new Failure.Syntax("unknown item to fetch");
        };
    }

    private FetchItem preview() {
        if (!in.accept(" (")) {
            return Attribute.PREVIEW;
        }
        do {
            if (!name().equals("LAZY")) {
                throw new Failure.Syntax("PREVIEW knows LAZY");
            }
        } while (in.accept(' '));
        in.expect(')');
        return Attribute.PREVIEW_LAZY;
    }

    private static FetchItem whole(String label, Kind kind, boolean peek) {
        return new Content(label, new Section(kind), peek, Optional.empty());
    }

    private FetchItem content(boolean peek) {
        in.expect('[');
        Section section = section();
        in.expect(']');
        return new Content("BODY[" + section + "]", section, peek, partial());
    }

    private FetchItem binary(boolean peek) {
        List<Integer> path = binaryPath();
        return new FetchItem.Binary("BINARY" + label(path), path, peek, partial());
    }

    private static String label(List<Integer> path) {
        return "[" + new Section(path, Kind.ALL, List.of()) + "]";
    }

    private List<Integer> binaryPath() {
        in.expect('[');
        Section section = section();
        in.expect(']');
        if (section.kind() != Kind.ALL) {
            throw new Failure.Syntax("BINARY knows part numbers alone");
        }
        return section.path();
    }

    private Section section() {
        List<Integer> path = new ArrayList<>();
        while (in.peek() >= '1' && in.peek() <= '9') {
            path.add((int) Math.min(Integer.MAX_VALUE, in.nzNumber()));
            if (path.size() > Section.MAX_PATH) {
                throw new Failure.Syntax("too many part numbers");
            }
            if (!in.accept('.')) {
                return new Section(path, Kind.ALL, List.of());
            }
        }
        if (in.at(']') && path.isEmpty()) {
            return new Section(Kind.ALL);
        }
        String word = name();
        if (word.equals("MIME") && path.isEmpty()) {
            throw new Failure.Syntax("MIME belongs to a part");
        }
        return switch (word) {
            case "HEADER" -> new Section(path, Kind.HEADER, List.of());
            case "HEADER.FIELDS" -> new Section(path, Kind.HEADER_FIELDS, fields());
            case "HEADER.FIELDS.NOT" -> new Section(path, Kind.HEADER_FIELDS_NOT, fields());
            case "TEXT" -> new Section(path, Kind.TEXT, List.of());
            case "MIME" -> new Section(path, Kind.MIME, List.of());
            default -> throw new Failure.Syntax("unknown section");
        };
    }

    private List<String> fields() {
        in.sp();
        in.expect('(');
        List<String> names = new ArrayList<>();
        do {
            names.add(in.astring());
        } while (in.accept(' '));
        in.expect(')');
        return names;
    }

    private Optional<Partial> partial() {
        if (!in.accept('<')) {
            return Optional.empty();
        }
        long offset = in.number();
        in.expect('.');
        Partial partial = new Partial(offset, in.nzNumber());
        in.expect('>');
        return Optional.of(partial);
    }

    /// Takes letters, digits and dots: an atom would swallow the bracket behind the name.
    private String name() {
        StringBuilder name = new StringBuilder();
        while (isNameChar(in.peek())) {
            char c = (char) in.peek();
            in.expect(c);
            name.append(c);
        }
        return name.toString().toUpperCase(Locale.ROOT);
    }

    private static boolean isNameChar(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.';
    }
}

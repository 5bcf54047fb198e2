package org.tohost.backend.mime;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// Finds the parts of a message in one pass over its octets.
///
/// A boundary of any open multipart ends all parts within, so a part that lacks its own end does
/// not swallow its siblings. Parts nested deeper than [#MAX_DEPTH] stay unopened; behind
/// [#MAX_PARTS] parts no more are counted.
public final class MimeScanner {
    /// How deep parts may nest, the message being 1.
    public static final int MAX_DEPTH = 100;

    /// How many parts a message may have.
    public static final int MAX_PARTS = 20_000;

    private static final int HEADER_BUDGET = 4 << 20;
    private static final int CHUNK = 64 * 1024;

    private final LineScanner lines;
    private final List<OpenPart> open = new ArrayList<>();
    private int parts;
    private int budget = HEADER_BUDGET;

    private MimeScanner(InputStream in, int chunk) {
        lines = new LineScanner(in, chunk);
    }

    /// {@return the structure of the message that this stream gives from its first octet on}
    public static MimePart scan(InputStream message) throws IOException {
        return new MimeScanner(message, CHUNK).scan();
    }

    /// {@return the same of a message with so many octets}
    static MimePart scan(InputStream message, long size) throws IOException {
        return new MimeScanner(message, Math.clamp(size, 1, CHUNK)).scan();
    }

    private MimePart scan() throws IOException {
        begin(MediaType.TEXT_PLAIN, 0);
        int breakBefore = 0;
        while (lines.next()) {
            if (!lines.dashes() || !delimiter(breakBefore)) {
                line();
            }
            breakBefore = lines.lineBreak();
        }
        while (open.size() > 1) {
            closeLast(lines.end(), lines.breaks());
        }
        return open.getFirst().close(lines.end(), lines.breaks());
    }

    private void line() {
        OpenPart part = open.getLast();
        if (!part.inHeader()) {
            return;
        }
        if (!lines.blank()) {
            budget -= part.headerLine(lines.text());
            return;
        }
        PartHeader header = part.beginBody(lines.end(), lines.breaks());
        if (open.size() >= MAX_DEPTH) {
            return;
        }
        if (header.type().isMultipart()) {
            header.type().parameter("boundary").filter(b -> !b.isBlank()).ifPresent(part::watch);
        } else if (header.type().isMessage() && header.isIdentity()) {
            begin(MediaType.TEXT_PLAIN, lines.end());
        }
    }

    /// {@return true if the line is a boundary of an open multipart, which is then acted upon}
    private boolean delimiter(int breakBefore) {
        byte[] found = lines.delimiter();
        for (int level = open.size() - 1; level >= 0; level--) {
            OpenPart multipart = open.get(level);
            boolean next = multipart.delimits(found);
            if (next || multipart.terminates(found)) {
                closeAbove(level, breakBefore);
                if (!next) {
                    multipart.closeDelimiter();
                } else if (parts < MAX_PARTS) {
                    begin(multipart.childType(), lines.end());
                }
                return true;
            }
        }
        return false;
    }

    private void closeAbove(int level, int breakBefore) {
        long breaks = lines.breaks() - (lines.lineBreak() > 0 ? 1 : 0);
        while (open.size() > level + 1) {
            boolean bareHeader = open.getLast().inHeader() && open.size() == level + 2;
            if (bareHeader || breakBefore == 0) {
                closeLast(lines.start(), breaks);
            } else {
                closeLast(lines.start() - breakBefore, breaks - 1);
            }
        }
    }

    private void closeLast(long end, long breaks) {
        MimePart part = open.removeLast().close(end, breaks);
        open.getLast().add(part);
    }

    private void begin(MediaType otherwise, long offset) {
        parts++;
        open.add(new OpenPart(offset, otherwise, budget));
    }
}

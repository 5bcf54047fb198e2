package org.tohost.backend.mime;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// A structure in words, for comparison: one line a part with its numbers, type, encoding, size,
/// lines and the first octets of its body.
final class StructureText {
    private static final int SHOWN = 32;

    private final byte[] message;
    private final StringBuilder text = new StringBuilder();

    private StructureText(byte[] message) {
        this.message = message;
    }

    static String of(byte[] message, MimePart structure) {
        StructureText text = new StructureText(message);
        text.part("", structure);
        return text.text.toString();
    }

    private void part(String number, MimePart part) {
        Extent extent = part.extent();
        text.append(number.isEmpty() ? "-" : number)
                .append(' ')
                .append(part.getClass().getSimpleName().charAt(0))
                .append(' ')
                .append(part.type().type())
                .append('/')
                .append(part.type().subtype())
                .append(parameters(part.type().parameters()))
                .append(' ')
                .append(part.header().encoding())
                .append(" octets=")
                .append(extent.bodySize())
                .append(" lines=")
                .append(extent.lines())
                .append(' ')
                .append(body(extent))
                .append('\n');
        switch (part) {
            case MimePart.Leaf _ -> {}
            case MimePart.Multipart multipart -> {
                for (int i = 0; i < multipart.parts().size(); i++) {
                    part(below(number, i + 1), multipart.parts().get(i));
                }
            }
            case MimePart.Embedded embedded -> part(below(number, 0), embedded.message());
        }
    }

    private static String parameters(List<Parameter> parameters) {
        return parameters.stream()
                .map(p -> ";" + p.name() + "=" + p.value())
                .collect(Collectors.joining());
    }

    private static String below(String number, int child) {
        return number.isEmpty() ? String.valueOf(child) : number + "." + child;
    }

    private String body(Extent extent) {
        int length = (int) Math.min(SHOWN, extent.bodySize());
        String shown =
                new String(message, (int) extent.bodyStart(), length, StandardCharsets.ISO_8859_1);
        String more = extent.bodySize() > SHOWN ? "..." : "";
        return '"' + shown.replace("\r", "\\r").replace("\n", "\\n") + '"' + more;
    }
}

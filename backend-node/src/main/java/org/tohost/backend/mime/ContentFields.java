package org.tohost.backend.mime;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Gathers the Content-* fields of one header, line by line, within [#MAX] octets.
final class ContentFields {
    /// How much of a header is held.
    static final int MAX = 16 * 1024;

    private static final Set<String> KNOWN =
            Set.of(
                    "content-type",
                    "content-transfer-encoding",
                    "content-id",
                    "content-description",
                    "content-disposition",
                    "content-language",
                    "content-location",
                    "content-md5");

    private final Map<String, StringBuilder> fields = new LinkedHashMap<>();
    private int room;
    private Optional<StringBuilder> current = Optional.empty();

    ContentFields(int budget) {
        room = Math.min(budget, MAX);
    }

    /// Takes a line of the header. {@return how many octets are now held more}
    int add(String line) {
        if (line.startsWith(" ") || line.startsWith("\t")) {
            return current.map(value -> append(value, line)).orElse(0);
        }
        current = Optional.empty();
        int colon = line.indexOf(':');
        String name = colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        if (!KNOWN.contains(name) || fields.containsKey(name)) {
            return 0;
        }
        StringBuilder value = new StringBuilder();
        fields.put(name, value);
        current = Optional.of(value);
        return append(value, line.substring(colon + 1));
    }

    /// {@return the unfolded value of a field, its name given in lower case}
    Optional<String> get(String name) {
        return Optional.ofNullable(fields.get(name))
                .map(value -> value.toString().strip())
                .filter(value -> !value.isEmpty());
    }

    private int append(StringBuilder value, String text) {
        int length = Math.min(room, text.length());
        value.append(text.substring(0, length).replace('\r', ' ').replace('\0', ' '));
        room -= length;
        return length;
    }
}

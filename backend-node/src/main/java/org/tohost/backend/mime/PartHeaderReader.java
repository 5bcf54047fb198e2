package org.tohost.backend.mime;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.james.mime4j.stream.ParserCursor;
import org.apache.james.mime4j.stream.RawBody;
import org.apache.james.mime4j.stream.RawFieldParser;
import org.apache.james.mime4j.util.ByteSequence;
import org.apache.james.mime4j.util.ContentUtil;

/// Reads the Content-* fields of a part. A value that cannot be read counts as not given.
final class PartHeaderReader {
    private static final Pattern TOKEN = Pattern.compile("[!-~&&[^()<>@,;:\\\\\"/\\[\\]?=]]+");

    private PartHeaderReader() {}

    /// {@return the header; `otherwise` is the type of a part that does not give one}
    static PartHeader read(ContentFields fields, MediaType otherwise) {
        return new PartHeader(
                fields.get("content-type").flatMap(PartHeaderReader::mediaType).orElse(otherwise),
                fields.get("content-transfer-encoding")
                        .map(value -> structured(value).getValue().toLowerCase(Locale.ROOT))
                        .filter(value -> TOKEN.matcher(value).matches())
                        .orElse("7bit"),
                fields.get("content-id"),
                fields.get("content-description"),
                fields.get("content-disposition").flatMap(PartHeaderReader::disposition),
                fields.get("content-language").map(PartHeaderReader::languages).orElse(List.of()),
                fields.get("content-location"),
                fields.get("content-md5"));
    }

    private static Optional<MediaType> mediaType(String value) {
        RawBody body = structured(value);
        String[] words = body.getValue().toLowerCase(Locale.ROOT).split("/", -1);
        if (words.length != 2 || !isToken(words[0]) || !isToken(words[1])) {
            return Optional.empty();
        }
        return Optional.of(new MediaType(words[0].strip(), words[1].strip(), parameters(body)));
    }

    private static Optional<Disposition> disposition(String value) {
        RawBody body = structured(value);
        String type = body.getValue().toLowerCase(Locale.ROOT);
        return isToken(type)
                ? Optional.of(new Disposition(type, parameters(body)))
                : Optional.empty();
    }

    private static List<String> languages(String value) {
        return Pattern.compile(",")
                .splitAsStream(value)
                .map(String::strip)
                .filter(PartHeaderReader::isToken)
                .toList();
    }

    private static List<Parameter> parameters(RawBody body) {
        return body.getParams().stream()
                .filter(p -> p.getName() != null && isToken(p.getName()))
                .map(p ->
                        new Parameter(
                                p.getName().strip().toLowerCase(Locale.ROOT),
                                p.getValue() == null ? "" : Veil.off(p.getValue())))
                .toList();
    }

    /// Mime4j would decode encoded words, which a structure tells as they stand.
    private static RawBody structured(String value) {
        ByteSequence octets = ContentUtil.encode(StandardCharsets.UTF_8, Veil.over(value));
        return RawFieldParser.DEFAULT.parseRawBody(octets, new ParserCursor(0, octets.length()));
    }

    private static boolean isToken(String word) {
        return TOKEN.matcher(word.strip()).matches();
    }
}

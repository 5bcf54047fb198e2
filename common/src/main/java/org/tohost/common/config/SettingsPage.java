package org.tohost.common.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Secret;
import org.tohost.common.failure.Failure;
import org.tohost.common.tls.KeyPins;

/// Writes the reference of all settings, in Markdown, from the records that read them.
public final class SettingsPage {
    private static final String HEAD =
            """
            # Settings

            Generated from the sources: change the records of the settings, not this page.

            `tohost.ini` is a text file in UTF-8, one setting a line:

            ```
            # a comment
            g_proxy_default "be1.example.net"
            g_proxy_backend host="be*" imap="10993" lmtp="1024"
            vdomain name="example.net"
            ```

            A setting has one value in double quotes, or fields. Names are case-insensitive. Within \
            quotes, `\\"` stands for `"` and `\\\\` for `\\`. A setting that is *repeatable* repeats its \
            line. `vdomain` opens the section of a domain: the lines behind it belong to it, so the \
            settings of the node stand above the first one. An empty value unsets what may be unset.

            | value | is written |
            |---|---|
            | duration | `"500ms"`, `"30s"`, `"5m"`, `"2h"`, `"7d"` |
            | size | octets, or `"64KiB"`, `"64MiB"`, `"2GiB"`, `"1TiB"` |
            | host:port | `"127.0.0.1:143"`, `"[::1]:143"`, `"*:143"` for all addresses |
            | file | a path; a relative one starts at the folder of `tohost.ini` |
            | secret file | a file that others cannot read (mode 600); a line end behind the secret is not part of it |
            | match list | names with `*` and `?`, addresses with ranges (`10.0.1-120.5`), CIDR blocks, with commas between them; `!` negates; read from left to right, the last that matches decides |

            A variable of the environment, `TOHOST_` and the name in upper case, replaces a setting of \
            the node: `TOHOST_G_PROXY_DEFAULT=be2`. For a repeatable setting it holds one value a \
            line; where the setting has fields, they are written as in the file. Whatever is wrong is \
            told at once, each as `file:line: name: what is wrong`, and the node exits with status 2.
            """;

    private static final Map<Class<?>, String> WORDS =
            Map.ofEntries(
                    Map.entry(boolean.class, "`true` or `false`"),
                    Map.entry(int.class, "number"),
                    Map.entry(long.class, "number"),
                    Map.entry(String.class, "text"),
                    Map.entry(Path.class, "file"),
                    Map.entry(Duration.class, "duration"),
                    Map.entry(ByteSize.class, "size"),
                    Map.entry(Endpoint.class, "host:port"),
                    Map.entry(MatchList.class, "match list"),
                    Map.entry(NodeId.class, "node name"),
                    Map.entry(Secret.class, "secret"),
                    Map.entry(SecretFile.class, "secret file"),
                    Map.entry(AuthorityFile.class, "file"),
                    Map.entry(KeyPins.class, "Base64"));

    private final StringBuilder page = new StringBuilder(HEAD);

    private SettingsPage() {}

    /// {@return the page}
    public static String of(KnownSettings known) {
        SettingsPage writer = new SettingsPage();
        String title = "";
        List<Class<? extends Record>> all = new ArrayList<>(known.node());
        all.addAll(known.section());
        for (Class<? extends Record> type : all) {
            if (!title(type).equals(title)) {
                title = title(type);
                writer.heading(type, title);
            }
            writer.settings(type);
        }
        return writer.page.toString();
    }

    private static String title(Class<?> type) {
        return Optional.ofNullable(type.getAnnotation(Group.class))
                .map(Group::value)
                .orElseGet(() -> type.getSimpleName().replaceFirst("Settings$", ""));
    }

    private void heading(Class<?> type, String title) {
        page.append("\n## ").append(title).append("\n\n");
        Optional.ofNullable(type.getAnnotation(Group.class))
                .map(Group::doc)
                .filter(doc -> !doc.isEmpty())
                .ifPresent(doc -> page.append(doc).append("\n\n"));
    }

    private void settings(Class<?> type) {
        if (!Spec.fields(type).isEmpty()) {
            fields(SettingsFile.SECTION, type);
        }
        for (Spec spec : Spec.settings(type)) {
            page.append("### `").append(spec.name()).append("`\n\n").append(spec.doc());
            if (spec.hasFields()) {
                page.append(spec.many() == Spec.Many.LIST ? " Repeatable.\n\n" : "\n\n");
                fields(spec.name(), spec.element());
            } else {
                page.append("\n\nValue: ").append(kind(spec));
                page.append(". Default: ").append(fallback(spec)).append(".\n\n");
            }
        }
    }

    private void fields(String name, Class<?> type) {
        page.append("| field of `").append(name).append("` | value | default | meaning |\n");
        page.append("|---|---|---|---|\n");
        for (Spec field : Spec.fields(type)) {
            List<String> cells =
                    List.of("`" + field.name() + "`", kind(field), fallback(field), field.doc());
            page.append(
                    cells.stream()
                            .map(cell -> cell.replace("|", "\\|"))
                            .collect(Collectors.joining(" | ", "| ", " |\n")));
        }
        page.append('\n');
    }

    private static String kind(Spec spec) {
        String kind =
                Optional.ofNullable(WORDS.get(spec.element()))
                        .orElseGet(() -> kind(spec.element()));
        return spec.many() == Spec.Many.LIST ? kind + ", repeatable" : kind;
    }

    private static String kind(Class<?> type) {
        return type.isEnum()
                ? Arrays.stream(type.getEnumConstants())
                        .map(constant -> "`" + ValueReader.word(constant) + "`")
                        .collect(Collectors.joining(", "))
                : type.getSimpleName()
                        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                        .toLowerCase(Locale.ROOT);
    }

    private static String fallback(Spec spec) {
        if (!spec.def().isEmpty()) {
            return "`\"" + spec.def() + "\"`";
        }
        return switch (spec.many()) {
            case OPTIONAL -> "not set";
            case LIST -> "none";
            case ONE -> takesEmpty(spec) ? "empty" : "none, it must be set";
        };
    }

    private static boolean takesEmpty(Spec spec) {
        try {
            new ValueReader(Path.of("")).read(spec.element(), "");
            return true;
        } catch (Failure.Syntax e) {
            return false;
        }
    }
}

package org.tohost.common.config;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Secret;
import org.tohost.common.failure.Failure;
import org.tohost.common.tls.PemFiles;

/// Makes a value of one of the types of [Setting] from its text. Relative paths start at `folder`.
///
/// A type that is not known here reads itself by a public static method `parse(String)`.
record ValueReader(Path folder) {
    private static final Set<PosixFilePermission> OTHERS =
            Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);
    private static final Pattern DURATION =
            Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)", Pattern.CASE_INSENSITIVE);

    /// @throws Failure.Syntax if the text is not of this type
    Object read(Class<?> type, String text) {
        if (type == String.class) {
            return text;
        } else if (type == boolean.class) {
            return truth(text);
        } else if (type == int.class) {
            return (int) number(text, Integer.MAX_VALUE);
        } else if (type == long.class) {
            return number(text, Long.MAX_VALUE);
        } else if (type == Duration.class) {
            return duration(text);
        } else if (type == Path.class) {
            return path(text);
        } else if (type == NodeId.class) {
            return new NodeId(text);
        } else if (type == Secret.class) {
            return Secret.of(notEmpty(text));
        } else if (type == SecretFile.class) {
            return secretFile(path(text));
        } else if (type == AuthorityFile.class) {
            return authorityFile(path(text));
        }
        return type.isEnum() ? constant(type, text) : parsed(type, text);
    }

    private static boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new Failure.Syntax("neither \"true\" nor \"false\"");
        };
    }

    private static long number(String text, long max) {
        try {
            long value = Long.parseLong(text);
            if (value >= 0 && value <= max) {
                return value;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw new Failure.Syntax("not a number from 0 to " + max);
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text.strip());
        if (!matcher.matches()) {
            throw new Failure.Syntax("not a duration such as \"30s\" (units ms, s, m, h, d)");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private static String notEmpty(String text) {
        if (text.isEmpty()) {
            throw new Failure.Syntax("the value is empty");
        }
        return text;
    }

    private Path path(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new Failure.Syntax("not a path");
        }
        return folder.resolve(notEmpty(text)).normalize();
    }

    private static SecretFile secretFile(Path path) {
        try {
            if (isOpenToOthers(path)) {
                throw new Failure.Syntax("everybody may use this file: chmod 600 it");
            }
            String text = Files.readString(path).replaceFirst("\\r?\\n$", "");
            return new SecretFile(path, Secret.of(notEmpty(text)));
        } catch (NoSuchFileException e) {
            throw new Failure.Syntax("no such file");
        } catch (IOException e) {
            throw new Failure.Syntax("the file cannot be read");
        }
    }

    private static AuthorityFile authorityFile(Path path) {
        try {
            return new AuthorityFile(path, PemFiles.certificates(path));
        } catch (IOException e) {
            throw new Failure.Syntax(String.valueOf(e.getMessage()));
        }
    }

    /// Where files have no such permissions, none is open.
    private static boolean isOpenToOthers(Path path) throws IOException {
        PosixFileAttributeView posix =
                Files.getFileAttributeView(path, PosixFileAttributeView.class);
        return posix != null
                && posix.readAttributes().permissions().stream().anyMatch(OTHERS::contains);
    }

    private static Object constant(Class<?> type, String text) {
        for (Object constant : type.getEnumConstants()) {
            if (word(constant).equalsIgnoreCase(text)) {
                return constant;
            }
        }
        List<String> words = Arrays.stream(type.getEnumConstants()).map(ValueReader::word).toList();
        String hint = NearMiss.hint(text.toLowerCase(Locale.ROOT), words);
        throw new Failure.Syntax("none of " + String.join(", ", words) + hint);
    }

    /// {@return the constant as it is written in the settings}
    static String word(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Object parsed(Class<?> type, String text) {
        try {
            Method parse = type.getMethod("parse", String.class);
            return parse.invoke(null, text);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Failure.Syntax syntax) {
                throw syntax;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " is no type for a setting", e);
        }
    }
}

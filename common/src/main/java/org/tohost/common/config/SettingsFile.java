package org.tohost.common.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.tohost.common.failure.Failure;

/// What stands in `tohost.ini`, and the environment variables that override it.
///
/// Lines in front of the first `vdomain` are for the whole node; those behind one belong to it.
/// `TOHOST_G_NAME=value` replaces all lines of `g_name`; if it may be repeated, or has fields, the
/// variable holds what would stand behind the name, one line each.
public final class SettingsFile {
    /// The name that opens a section.
    public static final String SECTION = "vdomain";

    private static final String PREFIX = "TOHOST_G_";

    private final Path path;
    private final List<SettingsLine> lines;
    private final List<Section> sections;
    private final Map<String, Overriding> overrides;

    /// The settings of one domain: the line that opens the section and those behind it.
    public record Section(SettingsLine header, List<SettingsLine> lines) {}

    /// What the environment says of a setting.
    record Overriding(Place place, String text) {}

    private SettingsFile(
            Path path,
            List<SettingsLine> lines,
            List<Section> sections,
            Map<String, Overriding> overrides) {
        this.path = path;
        this.lines = List.copyOf(lines);
        this.sections = List.copyOf(sections);
        this.overrides = overrides;
    }

    /// Reads a file in UTF-8 and the variables that begin with `TOHOST_G_`. What cannot be read is
    /// noted and left out.
    public static SettingsFile read(Path path, Map<String, String> env, Problems problems) {
        try {
            return parse(path, Files.readString(path), env, problems);
        } catch (NoSuchFileException e) {
            problems.add(Place.of(path.toString()), "", "no such file");
        } catch (CharacterCodingException e) {
            problems.add(Place.of(path.toString()), "", "not UTF-8");
        } catch (IOException e) {
            problems.add(Place.of(path.toString()), "", "cannot be read: " + e);
        }
        return parse(path, "", env, problems);
    }

    /// Reads the text of a file that would stand at `path`.
    public static SettingsFile parse(
            Path path, String text, Map<String, String> env, Problems problems) {
        List<SettingsLine> top = new ArrayList<>();
        List<Section> sections = new ArrayList<>();
        List<SettingsLine> current = top;
        int number = 0;
        for (String line : text.lines().toList()) {
            Place place = new Place(path.toString(), ++number);
            try {
                for (SettingsLine parsed : SettingsLine.parse(place, line).stream().toList()) {
                    if (parsed.name().equals(SECTION)) {
                        current = new ArrayList<>();
                        sections.add(new Section(parsed, current));
                    } else {
                        current.add(parsed);
                    }
                }
            } catch (Failure.Syntax e) {
                problems.add(place, "", e.getMessage());
            }
        }
        return new SettingsFile(path, top, sections, overrides(env));
    }

    private static Map<String, Overriding> overrides(Map<String, String> env) {
        Map<String, Overriding> overrides = new TreeMap<>();
        env.forEach((variable, value) -> {
            if (variable.startsWith(PREFIX)) {
                String name = variable.substring("TOHOST_".length());
                overrides.put(
                        name.toLowerCase(Locale.ROOT), new Overriding(Place.of(variable), value));
            }
        });
        return overrides;
    }

    /// {@return where the file stands, or would stand}
    public Path path() {
        return path;
    }

    /// {@return the lines in front of the first section}
    public List<SettingsLine> lines() {
        return lines;
    }

    /// {@return the sections in their order}
    public List<Section> sections() {
        return sections;
    }

    /// {@return true if a line for the whole node, or a variable, sets this}
    public boolean sets(String name) {
        return overrides.containsKey(name)
                || lines.stream().anyMatch(line -> line.name().equals(name));
    }

    /// {@return where this is set first, for the whole node: its line, its variable, or else the
    /// file}
    public Place placeOf(String name) {
        Overriding overriding = overrides.get(name);
        if (overriding != null) {
            return overriding.place();
        }
        return lines.stream()
                .filter(line -> line.name().equals(name))
                .findFirst()
                .map(SettingsLine::place)
                .orElseGet(() -> Place.of(path.toString()));
    }

    Map<String, Overriding> overrides() {
        return overrides;
    }
}

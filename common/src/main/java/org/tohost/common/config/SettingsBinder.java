package org.tohost.common.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tohost.common.failure.Failure;

/// Makes records of [Setting]s from a file, noting every problem instead of stopping at the first.
///
/// A record checks what concerns several settings, or more than a type can say, in its constructor:
/// it throws [Failure.Syntax] with a message that names the setting first (`g_x needs g_y`).
public final class SettingsBinder {
    private final SettingsFile file;
    private final Problems problems;
    private final LineBinder lines;

    private SettingsBinder(SettingsFile file, Problems problems) {
        this.file = file;
        this.problems = problems;
        this.lines = new LineBinder(file.path(), problems);
    }

    /// {@return the record with the values of the environment, the file or the defaults; nothing if
    /// one is wrong or missing, and then the problems say why}
    public static <R extends Record> Optional<R> bind(
            Class<R> type, SettingsFile file, Problems problems) {
        SettingsBinder binder = new SettingsBinder(file, problems);
        return RecordMaker.make(
                type,
                c -> binder.setting(c),
                refusal -> binder.blame(Spec.settings(type), refusal));
    }

    /// {@return one record for each section: its [Field]s come from the line that opens it, its
    /// [Setting]s from the lines behind; sections with a problem are left out}
    public static <R extends Record> List<R> bindSections(
            Class<R> type, SettingsFile file, Problems problems) {
        SettingsBinder binder = new SettingsBinder(file, problems);
        List<R> made = new ArrayList<>();
        for (SettingsFile.Section section : file.sections()) {
            binder.section(type, section).ifPresent(made::add);
        }
        return List.copyOf(made);
    }

    private Optional<Object> setting(RecordComponent component) {
        Spec spec = specOf(component);
        SettingsFile.Overriding overriding = file.overrides().get(spec.name());
        return lines.setting(
                spec,
                overriding != null
                        ? overridden(spec, overriding)
                        : named(spec.name(), file.lines()));
    }

    private <R extends Record> Optional<R> section(Class<R> type, SettingsFile.Section section) {
        SettingsLine header = section.header();
        if (header.value().isPresent()) {
            problems.add(header.place(), header.name(), "takes fields: vdomain name=\"...\"");
            return Optional.empty();
        }
        boolean known = lines.knowsFields(header, Spec.fields(type));
        Optional<R> made =
                RecordMaker.make(
                        type,
                        c -> ofSection(c, section),
                        refusal -> problems.add(header.place(), header.name(), refusal));
        return known ? made : Optional.empty();
    }

    private Optional<Object> ofSection(RecordComponent component, SettingsFile.Section section) {
        Optional<Spec> field = Spec.field(component);
        if (field.isPresent()) {
            return lines.field(field.orElseThrow(), section.header());
        }
        Spec spec = specOf(component);
        return lines.setting(spec, named(spec.name(), section.lines()));
    }

    private static Spec specOf(RecordComponent component) {
        return Spec.setting(component)
                .orElseThrow(() -> new IllegalStateException(component + " is no setting"));
    }

    private static List<SettingsLine> named(String name, List<SettingsLine> lines) {
        return lines.stream().filter(line -> line.name().equals(name)).toList();
    }

    private List<SettingsLine> overridden(Spec spec, SettingsFile.Overriding overriding) {
        boolean oneLine = spec.many() != Spec.Many.LIST && !spec.hasFields();
        List<String> texts =
                oneLine ? List.of(overriding.text()) : overriding.text().lines().toList();
        List<SettingsLine> made = new ArrayList<>();
        for (String text : texts) {
            try {
                if (spec.hasFields()) {
                    String line = spec.name() + " " + text;
                    SettingsLine.parse(overriding.place(), line).ifPresent(made::add);
                } else {
                    made.add(SettingsLine.of(overriding.place(), spec.name(), text));
                }
            } catch (Failure.Syntax e) {
                problems.add(overriding.place(), spec.name(), e.getMessage());
            }
        }
        return made;
    }

    /// Notes what a record refused at the place of the setting that the refusal names first.
    private void blame(List<Spec> specs, String refusal) {
        Optional<String> name =
                Pattern.compile("\\w+")
                        .matcher(refusal)
                        .results()
                        .map(word -> word.group())
                        .filter(word -> specs.stream().anyMatch(s -> s.name().equals(word)))
                        .findFirst();
        Place place = name.map(file::placeOf).orElseGet(() -> Place.of(file.path().toString()));
        String prefix = name.orElse("");
        String text =
                refusal.startsWith(prefix)
                        ? refusal.substring(prefix.length()).replaceFirst("^:?\\s*", "")
                        : refusal;
        problems.add(place, prefix, text);
    }
}

package org.tohost.common.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tohost.common.domain.Secret;
import org.tohost.common.failure.Failure;

/// Makes the value of one setting or field from the lines it stands in. Nothing comes back where a
/// problem was noted.
final class LineBinder {
    private final Place file;
    private final ValueReader values;
    private final Problems problems;

    /// Missing values are told of the file at `path`, and relative paths start at its folder.
    LineBinder(Path path, Problems problems) {
        this.file = Place.of(path.toString());
        this.values = new ValueReader(path.toAbsolutePath().resolveSibling(""));
        this.problems = problems;
    }

    /// {@return what the lines of a setting say: for a list one element each, else one in all}
    Optional<Object> setting(Spec spec, List<SettingsLine> lines) {
        return switch (spec.many()) {
            case LIST -> all(spec, lines);
            case ONE -> one(spec, lines);
            case OPTIONAL -> optional(spec, lines);
        };
    }

    /// {@return what the line says of this field}
    Optional<Object> field(Spec spec, SettingsLine line) {
        String text = line.fields().getOrDefault(spec.name(), spec.def());
        String name = line.name() + " " + spec.name();
        return switch (spec.many()) {
            case OPTIONAL ->
                    text.isEmpty()
                            ? Optional.of(Optional.empty())
                            : value(spec, text, line.place(), name).map(Optional::of);
            case ONE -> value(spec, text, line.place(), name);
            case LIST -> throw new IllegalStateException("a field is not repeated: " + spec.name());
        };
    }

    /// Notes the fields of the line that are not among these.
    ///
    /// @return true if there are none
    boolean knowsFields(SettingsLine line, List<Spec> known) {
        List<String> names = known.stream().map(Spec::name).toList();
        List<String> unknown =
                line.fields().keySet().stream().filter(f -> !names.contains(f)).toList();
        for (String field : unknown) {
            String name = line.name() + " " + field;
            problems.add(line.place(), name, "unknown field" + NearMiss.hint(field, names));
        }
        return unknown.isEmpty();
    }

    private Optional<Object> all(Spec spec, List<SettingsLine> lines) {
        List<Object> made = new ArrayList<>();
        for (SettingsLine line : lines) {
            element(spec, line).ifPresent(made::add);
        }
        if (lines.isEmpty() && !spec.def().isEmpty()) {
            made.add(values.read(spec.element(), spec.def()));
        }
        return made.size() < lines.size() ? Optional.empty() : Optional.of(List.copyOf(made));
    }

    private Optional<Object> optional(Spec spec, List<SettingsLine> lines) {
        boolean unset =
                lines.isEmpty()
                        ? spec.def().isEmpty()
                        : lines.getFirst().value().filter(String::isEmpty).isPresent();
        return unset ? Optional.of(Optional.empty()) : one(spec, lines).map(Optional::of);
    }

    private Optional<Object> one(Spec spec, List<SettingsLine> lines) {
        if (lines.isEmpty()) {
            return spec.hasFields()
                    ? element(spec, SettingsLine.empty(file, spec.name()))
                    : value(spec, spec.def(), file, spec.name());
        }
        for (SettingsLine again : lines.subList(1, lines.size())) {
            String first = "given twice, first at " + lines.getFirst().place();
            problems.add(again.place(), spec.name(), first);
        }
        return lines.size() == 1 ? element(spec, lines.getFirst()) : Optional.empty();
    }

    private Optional<Object> element(Spec spec, SettingsLine line) {
        if (!spec.hasFields()) {
            if (line.value().isEmpty()) {
                problems.add(line.place(), spec.name(), "takes one value: " + spec.form());
                return Optional.empty();
            }
            return value(spec, line.value().orElseThrow(), line.place(), spec.name());
        }
        if (line.value().isPresent()) {
            problems.add(line.place(), spec.name(), "takes fields: " + spec.form());
            return Optional.empty();
        }
        boolean known = knowsFields(line, Spec.fields(spec.element()));
        Optional<Object> made = record(spec.element(), line);
        return known ? made : Optional.empty();
    }

    /// A component without a field of its own is a record of more fields of the line.
    private Optional<Object> record(Class<?> type, SettingsLine line) {
        return RecordMaker.make(
                        type.asSubclass(Record.class),
                        component ->
                                Spec.field(component)
                                        .map(f -> field(f, line))
                                        .orElseGet(() -> record(component.getType(), line)),
                        refusal -> problems.add(line.place(), line.name(), refusal))
                .map(Object.class::cast);
    }

    private Optional<Object> value(Spec spec, String text, Place place, String name) {
        try {
            return Optional.of(values.read(spec.element(), text));
        } catch (Failure.Syntax e) {
            boolean secret = spec.element() == Secret.class;
            String shown = text.isEmpty() ? "must be set: " : secret ? "" : "\"" + text + "\": ";
            problems.add(place, name, shown + e.getMessage());
            return Optional.empty();
        }
    }
}

package org.tohost.common.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.tohost.common.failure.Failure;

/// Makes records of [Setting]s from a file, noting every problem instead of stopping at the first.
public final class SettingsBinder {
    private final SettingsFile file;
    private final Problems problems;
    private final ValueReader values;

    private SettingsBinder(SettingsFile file, Problems problems) {
        this.file = file;
        this.problems = problems;
        this.values = new ValueReader(folder(file));
    }

    /// {@return the record with the values of the file, the environment or the defaults; nothing if
    /// one is wrong or missing, and then the problems say why}
    public static <R extends Record> Optional<R> bind(
            Class<R> type, SettingsFile file, Problems problems) {
        SettingsBinder binder = new SettingsBinder(file, problems);
        return binder.make(type, component -> binder.setting(component, file.lines(), true));
    }

    /// {@return one record for each section: its [Field]s come from the line that opens it, its
    /// [Setting]s from the lines behind; sections with a problem are left out}
    public static <R extends Record> List<R> bindSections(
            Class<R> type, SettingsFile file, Problems problems) {
        SettingsBinder binder = new SettingsBinder(file, problems);
        List<R> made = new ArrayList<>();
        for (SettingsFile.Section section : file.sections()) {
            binder.refuseUnknownFields(section.header(), Spec.fields(type));
            binder.make(type, c -> binder.ofSection(c, section)).ifPresent(made::add);
        }
        return List.copyOf(made);
    }

    private static java.nio.file.Path folder(SettingsFile file) {
        return Optional.ofNullable(file.path().toAbsolutePath().getParent())
                .orElse(file.path().toAbsolutePath());
    }

    private Optional<Object> ofSection(RecordComponent component, SettingsFile.Section section) {
        return Spec.field(component)
                .map(spec -> field(spec, section.header()))
                .orElseGet(() -> setting(component, section.lines(), false));
    }

    private <R extends Record> Optional<R> make(
            Class<R> type, Function<RecordComponent, Optional<Object>> value) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] arguments = new Object[components.length];
        boolean complete = true;
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            Optional<Object> argument = value.apply(components[i]);
            complete &= argument.isPresent();
            argument.ifPresent(new Slot(arguments, i)::set);
        }
        return complete ? construct(type, types, arguments) : Optional.empty();
    }

    private record Slot(Object[] array, int index) {
        void set(Object value) {
            array[index] = value;
        }
    }

    private <R extends Record> Optional<R> construct(
            Class<R> type, Class<?>[] types, Object[] arguments) {
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return Optional.of(constructor.newInstance(arguments));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Failure.Syntax syntax) {
                problems.add(Place.of(file.path().toString()), "", syntax.getMessage());
                return Optional.empty();
            }
            throw new IllegalStateException(type + " cannot be made", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }

    private Optional<Object> setting(
            RecordComponent component, List<SettingsLine> from, boolean overridable) {
        Spec spec =
                Spec.setting(component)
                        .orElseThrow(() -> new IllegalStateException(component + " is no setting"));
        SettingsFile.Overriding override = file.overrides().get(spec.name());
        List<SettingsLine> lines =
                overridable && override != null
                        ? overriding(spec, override)
                        : from.stream().filter(l -> l.name().equals(spec.name())).toList();
        return switch (spec.many()) {
            case LIST -> all(spec, lines);
            case ONE -> one(spec, lines);
            case OPTIONAL -> optional(spec, lines);
        };
    }

    private List<SettingsLine> overriding(Spec spec, SettingsFile.Overriding override) {
        List<SettingsLine> lines = new ArrayList<>();
        boolean single = spec.many() != Spec.Many.LIST && !spec.hasFields();
        for (String text : single ? List.of(override.text()) : override.text().lines().toList()) {
            if (text.isBlank()) {
                continue;
            }
            try {
                lines.add(
                        spec.hasFields()
                                ? SettingsLine.parse(override.place(), spec.name() + " " + text)
                                        .orElseThrow()
                                : new SettingsLine(
                                        override.place(),
                                        spec.name(),
                                        Optional.of(text),
                                        Map.of()));
            } catch (Failure.Syntax e) {
                problems.add(override.place(), spec.name(), e.getMessage());
            }
        }
        return lines;
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
        if (lines.size() > 1) {
            for (SettingsLine again : lines.subList(1, lines.size())) {
                problems.add(
                        again.place(),
                        spec.name(),
                        "given twice, first at " + lines.getFirst().place());
            }
            return Optional.empty();
        }
        if (!lines.isEmpty()) {
            return element(spec, lines.getFirst());
        }
        return value(spec, spec.def(), Place.of(file.path().toString()), spec.name());
    }

    private Optional<Object> element(Spec spec, SettingsLine line) {
        if (spec.hasFields()) {
            if (line.value().isPresent()) {
                problems.add(line.place(), spec.name(), "takes fields: " + form(spec));
                return Optional.empty();
            }
            boolean known = refuseUnknownFields(line, Spec.fields(spec.element()));
            Optional<?> made =
                    make(
                            spec.element().asSubclass(Record.class),
                            c -> Spec.field(c).flatMap(field -> field(field, line)));
            return known ? made.map(Object.class::cast) : Optional.empty();
        }
        if (line.value().isEmpty()) {
            problems.add(line.place(), spec.name(), "takes one value: " + spec.name() + " \"...\"");
            return Optional.empty();
        }
        return value(spec, line.value().orElseThrow(), line.place(), spec.name());
    }

    private static String form(Spec spec) {
        StringBuilder form = new StringBuilder(spec.name());
        Spec.fields(spec.element())
                .forEach(f -> form.append(' ').append(f.name()).append("=\"...\""));
        return form.toString();
    }

    private Optional<Object> field(Spec spec, SettingsLine line) {
        String text = line.fields().getOrDefault(spec.name(), spec.def());
        return switch (spec.many()) {
            case OPTIONAL ->
                    text.isEmpty()
                            ? Optional.of(Optional.empty())
                            : value(spec, text, line.place(), line.name() + " " + spec.name())
                                    .map(Optional::of);
            case ONE -> value(spec, text, line.place(), line.name() + " " + spec.name());
            case LIST -> throw new IllegalStateException("a field is not repeated: " + spec.name());
        };
    }

    private boolean refuseUnknownFields(SettingsLine line, List<Spec> known) {
        List<String> names = known.stream().map(Spec::name).toList();
        boolean fine = true;
        for (String field : line.fields().keySet()) {
            if (!names.contains(field)) {
                problems.add(
                        line.place(),
                        line.name() + " " + field,
                        "unknown field" + NearMiss.hint(field, names));
                fine = false;
            }
        }
        return fine;
    }

    private Optional<Object> value(Spec spec, String text, Place place, String name) {
        try {
            return Optional.of(values.read(spec.element(), text));
        } catch (Failure.Syntax e) {
            String shown = text.isEmpty() ? "must be set: " : "\"" + text + "\": ";
            boolean secret = spec.element() == org.tohost.common.domain.Secret.class;
            problems.add(place, name, (secret ? "" : shown) + e.getMessage());
            return Optional.empty();
        }
    }
}

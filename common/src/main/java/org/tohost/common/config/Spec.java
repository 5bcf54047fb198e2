package org.tohost.common.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a record component says of its setting or field.
record Spec(String name, String def, String doc, Many many, Class<?> element) {
    /// How often a value may be there.
    enum Many {
        ONE,
        OPTIONAL,
        LIST
    }

    /// {@return the settings of a record, in its order}
    static List<Spec> settings(Class<?> type) {
        return components(type).flatMap(c -> setting(c).stream()).toList();
    }

    /// {@return the fields of a record and of the records in it, in their order; none if it is one
    /// value}
    static List<Spec> fields(Class<?> type) {
        return components(type)
                .flatMap(c -> field(c).map(Stream::of).orElseGet(() -> part(c)))
                .toList();
    }

    /// A record without a name of its own, whose fields stand on the same line.
    private static Stream<Spec> part(RecordComponent component) {
        boolean named = setting(component).isPresent();
        return named ? Stream.empty() : fields(component.getType()).stream();
    }

    static Optional<Spec> setting(RecordComponent component) {
        return Optional.ofNullable(component.getAnnotation(Setting.class))
                .map(s -> of(component, s.name(), s.def(), s.doc()));
    }

    static Optional<Spec> field(RecordComponent component) {
        return Optional.ofNullable(component.getAnnotation(Field.class))
                .map(f -> of(component, f.name(), f.def(), f.doc()));
    }

    /// {@return true if the line has fields instead of one value}
    boolean hasFields() {
        return !fields(element).isEmpty();
    }

    /// {@return how the line is written: `name "..."`, or with its fields}
    String form() {
        if (!hasFields()) {
            return name + " \"...\"";
        }
        return fields(element).stream()
                .map(field -> field.name() + "=\"...\"")
                .collect(Collectors.joining(" ", name + " ", ""));
    }

    private static Stream<RecordComponent> components(Class<?> type) {
        return type.isRecord() ? Arrays.stream(type.getRecordComponents()) : Stream.empty();
    }

    private static Spec of(RecordComponent component, String name, String def, String doc) {
        Type type = component.getGenericType();
        if (type instanceof ParameterizedType generic
                && generic.getActualTypeArguments()[0] instanceof Class<?> element) {
            Many many = component.getType() == List.class ? Many.LIST : Many.OPTIONAL;
            return new Spec(name, def, doc, many, element);
        }
        return new Spec(name, def, doc, Many.ONE, component.getType());
    }
}

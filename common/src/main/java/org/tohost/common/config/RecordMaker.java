package org.tohost.common.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.tohost.common.failure.Failure;

/// Makes a record from values for its components.
final class RecordMaker {
    private RecordMaker() {}

    /// {@return the record; nothing if a value is missing, or if the record itself refuses them,
    /// which `refused` is told}. Every component is asked for, also behind one that is missing.
    static <R extends Record> Optional<R> make(
            Class<R> type,
            Function<RecordComponent, Optional<Object>> value,
            Consumer<String> refused) {
        RecordComponent[] components = type.getRecordComponents();
        List<Object> arguments = new ArrayList<>();
        for (RecordComponent component : components) {
            value.apply(component).ifPresent(arguments::add);
        }
        if (arguments.size() < components.length) {
            return Optional.empty();
        }
        try {
            return Optional.of(constructor(type).newInstance(arguments.toArray()));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Failure.Syntax syntax) {
                refused.accept(syntax.getMessage());
                return Optional.empty();
            }
            throw new IllegalStateException(type + " cannot be made", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }

    private static <R extends Record> Constructor<R> constructor(Class<R> type)
            throws NoSuchMethodException {
        Constructor<R> constructor =
                type.getDeclaredConstructor(
                        Arrays.stream(type.getRecordComponents())
                                .map(RecordComponent::getType)
                                .toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        return constructor;
    }
}

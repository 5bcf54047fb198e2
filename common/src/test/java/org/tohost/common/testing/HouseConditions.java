package org.tohost.common.testing;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.base.HasDescription;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Conditions on single classes and fields.
final class HouseConditions {
    private static final int MOST_PARAMETERS = 5;
    private static final List<String> EMPTY_WORDS =
            List.of("Impl", "Manager", "Helper", "Helpers", "Util", "Utils", "Base");
    private static final Set<String> CHANGEABLE =
            Set.of(
                    "java.lang.StringBuilder",
                    "java.lang.ThreadLocal",
                    "java.util.ArrayList",
                    "java.util.HashMap",
                    "java.util.HashSet",
                    "java.nio.ByteBuffer");

    static final ArchCondition<JavaField> HOLD_NO_STATE =
            condition("hold no state", HouseConditions::holdsNoState);

    static final ArchCondition<JavaClass> HAVE_A_TELLING_NAME =
            condition("have a telling name", HouseConditions::hasTellingName);

    static final ArchCondition<JavaClass> HAVE_FEW_PARAMETERS =
            new ArchCondition<>("have few parameters") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    for (JavaCodeUnit unit : type.getCodeUnits()) {
                        boolean few = hasFewParameters(type, unit);
                        events.add(new SimpleConditionEvent(unit, few, unit.getDescription()));
                    }
                }
            };

    private HouseConditions() {}

    /// Classes of the module outside these packages.
    static DescribedPredicate<JavaClass> insideBut(String module, String... packages) {
        return JavaClass.Predicates.resideInAPackage(module + ".*..")
                .and(JavaClass.Predicates.resideOutsideOfPackages(packages));
    }

    private static boolean holdsNoState(JavaField field) {
        String type = field.getRawType().getName();
        return field.getModifiers().contains(JavaModifier.FINAL)
                && !CHANGEABLE.contains(type)
                && !type.startsWith("java.util.concurrent.atomic.")
                && !type.startsWith("java.util.concurrent.Concurrent");
    }

    private static boolean hasTellingName(JavaClass type) {
        String name = type.getSimpleName();
        return !name.startsWith("Abstract") && EMPTY_WORDS.stream().noneMatch(name::endsWith);
    }

    private static boolean hasFewParameters(JavaClass type, JavaCodeUnit unit) {
        boolean written = !unit.getModifiers().contains(JavaModifier.SYNTHETIC);
        boolean canonical = unit.isConstructor() && (type.isRecord() || type.isEnum());
        return !written || canonical || unit.getRawParameterTypes().size() <= MOST_PARAMETERS;
    }

    private static <T extends HasDescription> ArchCondition<T> condition(
            String description, Predicate<T> holds) {
        return new ArchCondition<>(description) {
            @Override
            public void check(T item, ConditionEvents events) {
                events.add(new SimpleConditionEvent(item, holds.test(item), item.getDescription()));
            }
        };
    }
}

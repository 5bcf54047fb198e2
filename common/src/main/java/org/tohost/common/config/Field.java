package org.tohost.common.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Binds a record component to one field of a setting's line: `name field="value"`.
///
/// The types are those of [Setting] that fit one value. A component without this whose type is a
/// record of fields stands for more fields of the same line.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Field {
    /// The field's name, in lower case.
    String name();

    /// The value if the line does not have the field. If it is empty, and the type does not take an
    /// empty value, the field must be given.
    String def() default "";

    /// What it does, for operators.
    String doc();
}

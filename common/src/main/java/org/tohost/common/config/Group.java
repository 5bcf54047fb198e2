package org.tohost.common.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The heading under which the settings of a record stand in the reference.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Group {
    /// The heading: `Cluster`.
    String value();

    /// What the settings of the group are about, a sentence or two.
    String doc() default "";
}

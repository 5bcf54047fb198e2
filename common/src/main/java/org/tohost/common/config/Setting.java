package org.tohost.common.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Binds a record component to a setting of `tohost.ini`.
///
/// The component's type says what the value may be: boolean, int, long, String, Path, Duration,
/// [ByteSize], [Endpoint], [MatchList], NodeId, Secret, [SecretFile], [AuthorityFile], KeyPins or
/// an enum; `Optional` of these if it may be missing; `List` of these if its line may be repeated;
/// a record of [Field]s (or a list of it) if the line has fields.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
    /// The name in the file, in lower case.
    String name();

    /// The value if the file has none, as it would be written there. If it is empty, and the type
    /// does not take an empty value, the setting must be given.
    String def() default "";

    /// What it does, one or two sentences for operators.
    String doc();
}

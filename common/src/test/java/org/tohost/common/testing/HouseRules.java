package org.tohost.common.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The rules of the house that a machine can check. Each module has one test that names its package
/// and adds what it alone keeps to. Packages are named relative to that of the module: `imap`.
public final class HouseRules {
    private static final int LONGEST_FILE = 400;
    private static final String[] EFFECTS = {
        "io.vertx..",
        "io.netty..",
        "com.hazelcast..",
        "io.micrometer..",
        "org.slf4j..",
        "java.net..",
        "javax.net..",
        "java.nio.file..",
        "java.nio.channels..",
    };

    private final String module;
    private final JavaClasses classes;

    private HouseRules(String module, JavaClasses classes) {
        this.module = module;
        this.classes = classes;
    }

    /// {@return the rules for the module that is being built, whose packages begin with this:
    /// `org.tohost.common`}
    public static HouseRules of(String module) {
        return new HouseRules(
                module, new ClassFileImporter().importPath(Path.of("target", "classes")));
    }

    /// What every module keeps to: no cycles of packages, no state in statics, no empty words in
    /// names, few parameters, short files.
    public void everywhere() throws IOException {
        slices().matching(module + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(classes);
        fields().that()
                .areStatic()
                .should(HouseConditions.HOLD_NO_STATE)
                .allowEmptyShould(true)
                .check(classes);
        classes().should(HouseConditions.HAVE_A_TELLING_NAME).check(classes);
        classes().should(HouseConditions.HAVE_FEW_PARAMETERS).check(classes);
        shortFiles(Path.of("src/main/java"));
    }

    /// These packages compute and do nothing else: no sockets, no files, no logging, no frameworks.
    public void pure(String... packages) {
        noClasses()
                .that()
                .resideInAnyPackage(absolute(packages))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(EFFECTS)
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.io\\.(File|RandomAccessFile).*")
                .check(classes);
    }

    /// Only these packages see the library (`io.vertx..`); none at all if none is named.
    public void only(String library, String... packages) {
        noClasses()
                .that()
                .resideOutsideOfPackages(absolute(packages))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(classes);
    }

    /// Of the packages of its own module, this one sees only these.
    public void sees(String from, String... others) {
        String[] seen = Arrays.copyOf(absolute(others), others.length + 1);
        seen[others.length] = absolute(from)[0];
        noClasses()
                .that()
                .resideInAnyPackage(absolute(from))
                .should()
                .dependOnClassesThat(HouseConditions.insideBut(module, seen))
                .allowEmptyShould(true)
                .check(classes);
    }

    /// Nothing in this module sees that one, and its package begins like this.
    public void apartFrom(String otherModule) {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage(otherModule + "..")
                .check(classes);
    }

    private String[] absolute(String... packages) {
        return Stream.of(packages).map(name -> module + "." + name + "..").toArray(String[]::new);
    }

    private static void shortFiles(Path sources) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(sources)) {
            files = all.filter(file -> file.toString().endsWith(".java")).toList();
        }
        for (Path file : files) {
            int lines = Files.readAllLines(file).size();
            if (lines > LONGEST_FILE) {
                throw new AssertionError(
                        file + " has " + lines + " lines, " + LONGEST_FILE + " are allowed");
            }
        }
    }
}

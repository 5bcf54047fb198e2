package org.tohost.common.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Every setting there is: the records of the whole node, the records of a domain's section, and
/// what became of names that are no longer in use.
///
/// A file is judged against all of them, also on a node that needs only some, so that one file can
/// serve several nodes.
public record KnownSettings(
        List<Class<? extends Record>> node,
        List<Class<? extends Record>> section,
        Map<String, String> retired) {
    /// Copies what it is given; `retired` has old names and what to do about them.
    public KnownSettings {
        node = List.copyOf(node);
        section = List.copyOf(section);
        retired = Map.copyOf(new TreeMap<>(retired));
    }

    /// Notes every line and variable whose setting does not exist, is retired, or stands in the
    /// wrong part of the file.
    public void check(SettingsFile file, Problems problems) {
        Set<String> ofNode = names(node);
        Set<String> ofSection = names(section);
        for (SettingsLine line : file.lines()) {
            if (!ofNode.contains(line.name())) {
                String text =
                        ofSection.contains(line.name())
                                ? "belongs into the section of a vdomain"
                                : unknown(line.name(), ofNode);
                problems.add(line.place(), line.name(), text);
            }
        }
        for (SettingsFile.Section part : file.sections()) {
            for (SettingsLine line : part.lines()) {
                if (!ofSection.contains(line.name())) {
                    String text =
                            ofNode.contains(line.name())
                                    ? "is for the whole node: it belongs above the first vdomain"
                                    : unknown(line.name(), ofSection);
                    problems.add(line.place(), line.name(), text);
                }
            }
        }
        file.overrides()
                .forEach((name, overriding) -> {
                    if (!ofNode.contains(name)) {
                        problems.add(overriding.place(), name, unknown(name, ofNode));
                    }
                });
    }

    private String unknown(String name, Set<String> known) {
        String instead = retired.get(name);
        return instead != null
                ? "no longer in use: " + instead
                : "unknown setting" + NearMiss.hint(name, known);
    }

    private static Set<String> names(List<Class<? extends Record>> records) {
        Set<String> names = new TreeSet<>();
        for (Class<? extends Record> type : records) {
            Spec.settings(type).forEach(spec -> names.add(spec.name()));
        }
        return names;
    }
}

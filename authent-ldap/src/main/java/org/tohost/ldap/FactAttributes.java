package org.tohost.ldap;

import com.unboundid.ldap.sdk.Entry;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tohost.common.failure.Failure;

/// In which attribute each fact of a user stands, by its label in the authent protocol.
record FactAttributes(Map<String, AttributeName> byLabel) {
    static FactAttributes of(LdapEntries entries, LdapEditing editing) {
        Map<String, AttributeName> all = new LinkedHashMap<>();
        put(all, "tohost", entries.attrTohost());
        put(all, "mailstatus", entries.attrStatus());
        put(all, "quota", entries.attrQuota());
        put(all, "mailaccess", entries.attrAccess());
        put(all, "fwd", entries.attrForward());
        put(all, "alias", editing.attrAlias());
        put(all, "full_name", editing.attrFullName());
        return new FactAttributes(all);
    }

    private static void put(
            Map<String, AttributeName> all, String label, Optional<AttributeName> attribute) {
        attribute.ifPresent(name -> all.put(label, name));
    }

    /// {@return the attributes to read}
    List<String> names() {
        return byLabel.values().stream().map(AttributeName::text).distinct().toList();
    }

    /// {@return the facts that stand in an entry, several values separated by commas}
    SortedMap<String, String> facts(Entry entry) {
        SortedMap<String, String> facts = new TreeMap<>();
        byLabel.forEach((label, attribute) -> {
            String[] values = entry.getAttributeValues(attribute.text());
            if (values != null) {
                facts.put(label, String.join(",", values));
            }
        });
        return facts;
    }

    /// {@return the values for each attribute that these facts speak of; none for one that is to
    /// go}
    ///
    /// @throws Failure.Syntax if there is no attribute for a label
    Map<String, List<String>> values(Map<String, String> facts) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        facts.forEach((label, text) -> {
            AttributeName attribute = byLabel.get(label);
            if (attribute == null) {
                throw new Failure.Syntax(
                        "the directory has no attribute for "
                                + label
                                + ", but for "
                                + String.join(", ", byLabel.keySet()));
            }
            values.put(attribute.text(), split(label, text));
        });
        return values;
    }

    private static List<String> split(String label, String text) {
        Stream<String> parts =
                label.equals("full_name") ? Stream.of(text) : Arrays.stream(text.split(","));
        return parts.map(String::strip).filter(part -> !part.isEmpty()).toList();
    }
}

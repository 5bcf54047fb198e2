package org.tohost.ldap;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.schema.AttributeTypeDefinition;
import com.unboundid.ldap.sdk.schema.ObjectClassDefinition;
import com.unboundid.ldap.sdk.schema.Schema;
import com.unboundid.ldif.LDIFReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.fixture.Programs;

/// The schema has three forms, which say the same. Every slapd of the tests loads `tohost.schema`.
class SchemaFormsIT {
    @TempDir private Path folder;

    @Test
    void loadsIntoAConfigDatabase() throws Exception {
        Path config = Files.createDirectory(folder.resolve("slapd.d"));
        Path classic = folder.resolve("slapd.conf");
        Files.writeString(
                classic,
                """
                include /etc/ldap/schema/core.schema
                include /etc/ldap/schema/cosine.schema
                """);
        String slaptest = Programs.find("slaptest", "slapd").toString();
        String slapadd = Programs.find("slapadd", "slapd").toString();
        Programs.run(List.of(slaptest, "-f", classic.toString(), "-F", config.toString()));
        String ldif = Programs.source("deploy/ldap/tohost.ldif").toString();
        Programs.run(List.of(slapadd, "-n", "0", "-F", config.toString(), "-l", ldif));
        Programs.run(List.of(slaptest, "-u", "-F", config.toString()));
    }

    @Test
    void theFormOf389DirectoryServerSaysTheSame() throws Exception {
        Schema other =
                requireNonNull(
                        Schema.getSchema(Programs.source("deploy/ldap/99tohost.ldif").toFile()));
        Map<String, String> ours = ofConfig();
        Map<String, String> theirs = new TreeMap<>();
        for (AttributeTypeDefinition type : other.getAttributeTypes()) {
            theirs.put(type.getNameOrOID(), words(type.toString()));
        }
        for (ObjectClassDefinition type : other.getObjectClasses()) {
            theirs.put(type.getNameOrOID(), words(type.toString()));
        }
        // these two come with that server
        assertTrue(ours.keySet().removeAll(List.of("mailQuota", "mailAlternateAddress")));
        assertEquals(ours, theirs);
    }

    @Test
    void theFormOfTheConfigDatabaseSaysTheSame() throws Exception {
        String classic = Files.readString(Programs.source("deploy/ldap/tohost.schema"));
        for (Map.Entry<String, String> definition : ofConfig().entrySet()) {
            assertTrue(
                    words(classic.replaceAll("(?m)^#.*", "")).contains(body(definition.getValue())),
                    definition.getKey());
        }
    }

    private static Map<String, String> ofConfig() throws Exception {
        try (var reader = new LDIFReader(Programs.source("deploy/ldap/tohost.ldif").toFile())) {
            var entry = reader.readEntry();
            if (entry == null) {
                throw new IOException("no entry");
            }
            return Stream.of("olcAttributeTypes", "olcObjectClasses")
                    .flatMap(name -> Arrays.stream(entry.getAttributeValues(name)))
                    .collect(
                            Collectors.toMap(
                                    SchemaFormsIT::name,
                                    SchemaFormsIT::words,
                                    (one, _) -> one,
                                    TreeMap::new));
        }
    }

    private static String name(String definition) {
        var matcher = Pattern.compile("NAME '(\\w+)'").matcher(definition);
        if (!matcher.find()) {
            throw new IllegalArgumentException(definition);
        }
        return matcher.group(1);
    }

    /// {@return the definition without its number, which the classic form says by a macro}
    private static String body(String definition) {
        return definition.substring(definition.indexOf("NAME"));
    }

    private static String words(String definition) {
        return definition.replace("X-ORIGIN 'Tohost' ", "").replaceAll("\\s+", " ").strip();
    }
}

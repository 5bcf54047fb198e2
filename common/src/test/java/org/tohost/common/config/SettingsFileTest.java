package org.tohost.common.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsFileTest {
    private final Problems problems = new Problems();

    private SettingsFile parse(String text) {
        return SettingsFile.parse(Path.of("tohost.ini"), text, Map.of(), problems);
    }

    private Optional<String> value(String line) {
        return parse(line).lines().getFirst().value();
    }

    @Test
    void readsValuesAndFields() {
        SettingsFile file =
                parse(
                        """
                        # the node

                        G_Proxy_Default "be1.example.net"   # who has no tohost
                        \tg_gateway domain="fred.com"  TO = "10.0.0.9" check=""
                        """);
        SettingsLine value = file.lines().get(0);
        assertEquals("g_proxy_default", value.name());
        assertEquals(Optional.of("be1.example.net"), value.value());
        assertEquals("tohost.ini:3", value.place().toString());
        SettingsLine fields = file.lines().get(1);
        assertEquals(Optional.empty(), fields.value());
        assertEquals(Map.of("domain", "fred.com", "to", "10.0.0.9", "check", ""), fields.fields());
        assertEquals(List.of("domain", "to", "check"), List.copyOf(fields.fields().keySet()));
        assertTrue(problems.isEmpty(), problems::toString);
    }

    @Test
    void quotesHoldAnything() {
        assertEquals(Optional.of("a # b"), value("g_a \"a # b\""));
        assertEquals(Optional.of("say \"x\""), value("g_a \"say \\\"x\\\"\""));
        assertEquals(Optional.of("C:\\mail\\n"), value("g_a \"C:\\mail\\\\n\""));
        assertEquals(Optional.of(" "), value("g_a \" \"#"));
        assertEquals(Optional.of("größe"), value("g_a \"größe\""));
        assertTrue(problems.isEmpty(), problems::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "g_a                 | the value is missing: g_a \"...\"",
                "g_a value           | values stand in double quotes, and fields are written value=\"...\"",
                "g_a a=value         | values stand in double quotes",
                "g_a \"value         | the closing double quote is missing",
                "g_a \"value\\\"     | the closing double quote is missing",
                "g_a \"v\" \"w\"     | one value in quotes, or only fields",
                "g_a a=\"v\" \"w\"   | one value in quotes, or only fields",
                "g_a \"v\" a=\"w\"   | something behind the value; quotes in it are written \\\"",
                "g_a a=\"v\"b=\"w\"  | a space is missing between two parts of the line",
                "g_a\"v\"            | a space is missing between two parts of the line",
                "g_a a=\"v\" A=\"w\" | the field a is given twice",
                "= \"v\"             | neither name \"value\" nor name field=\"value\"",
                "größe \"v\"         | a space is missing between two parts of the line",
            })
    void saysWhatIsWrongWithALine(String line, String problem) {
        assertEquals(List.of(), parse("\n" + line).lines());
        assertEquals("tohost.ini:2: " + problem, problems.toString());
    }

    @Test
    void sectionsTakeTheLinesBehindThem() {
        SettingsFile file =
                parse(
                        """
                        g_a "1"
                        vdomain address="" name="example.net"
                        quota "1GiB"
                        VDOMAIN name="example.org"
                        """);
        assertEquals(List.of("g_a"), file.lines().stream().map(SettingsLine::name).toList());
        assertEquals(2, file.sections().size());
        assertEquals("example.net", file.sections().get(0).header().fields().get("name"));
        assertEquals("quota", file.sections().get(0).lines().getFirst().name());
        assertEquals(List.of(), file.sections().get(1).lines());
    }

    @Test
    void filesThatCannotBeReadAreProblems(@TempDir Path folder) throws IOException {
        Path missing = folder.resolve("tohost.ini");
        SettingsFile.read(missing, Map.of(), problems);
        Path binary = Files.write(folder.resolve("binary.ini"), new byte[] {(byte) 0xff});
        SettingsFile.read(binary, Map.of(), problems);
        SettingsFile.read(folder, Map.of(), problems);
        List<String> all = problems.all().stream().map(Object::toString).toList();
        assertEquals(missing + ": no such file", all.get(0));
        assertEquals(binary + ": not UTF-8", all.get(1));
        assertTrue(all.get(2).startsWith(folder + ": cannot be read: "), all.get(2));
    }

    @Test
    void readsAFileInUtf8(@TempDir Path folder) throws IOException {
        Path path =
                Files.writeString(folder.resolve("tohost.ini"), "g_a \"größe\"\r\ng_b \"2\"\r\n");
        SettingsFile file = SettingsFile.read(path, Map.of(), problems);
        assertEquals(Optional.of("größe"), file.lines().getFirst().value());
        assertEquals(path + ":2", file.lines().getLast().place().toString());
    }
}

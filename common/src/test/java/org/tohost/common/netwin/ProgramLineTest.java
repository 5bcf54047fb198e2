package org.tohost.common.netwin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.failure.Failure;

class ProgramLineTest {
    @Test
    void partsWordsAsTheyStand() {
        assertEquals(
                List.of("path/nwauth", "-path", "/home/of/files"),
                words("path/nwauth -path /home/of/files"));
        assertEquals(
                List.of("a b", "c\"d", "e'f", "", "gh i"),
                words("  \"a b\" 'c\"d'\t\"e'f\" '' g\"h i\""));
        assertEquals(
                List.of("c:\\mail\\auth.exe", "$HOME", "*", ";", "|"),
                words("c:\\mail\\auth.exe $HOME * ; |"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "''", "a 'b", "a \"b", "a\0"})
    void refusesWhatIsNoProgram(String text) {
        assertThrows(Failure.Syntax.class, () -> words(text));
    }

    @Test
    void showsNoArguments() {
        assertEquals("module", ProgramLine.parse("module -password s3cret").toString());
    }

    private static List<String> words(String text) {
        return ProgramLine.parse(text).words();
    }
}

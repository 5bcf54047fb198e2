package org.tohost.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.authent.LoginName;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.failure.Failure;

class FilterTemplateTest {
    @Test
    void putsTheWordsIntoTheTree() {
        FilterTemplate template =
                FilterTemplate.parse("(&(objectClass=person)(|(mail=%u)(uid=%n))(!(o=%d)))");
        assertEquals(
                "(&(objectClass=person)(|(mail=ann@example.test)(uid=ann))(!(o=example.test)))",
                template.filter(SearchName.of(new LoginName("Ann@example.test"))).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "* (mail=\\2a)",
                "a)(b=* (mail=a\\29\\28b=\\2a)",
                "a\\2a (mail=a\\5c2a)",
                "%u%n (mail=%u%n)",
                "ä (mail=\\c3\\a4)"
            })
    void escapesWhatANameBrings(String login, String filter) {
        FilterTemplate template = FilterTemplate.parse("(mail=%u)");
        assertEquals(
                filter, template.filter(SearchName.of(new LoginName(login))).toNormalizedString());
    }

    @Test
    void knowsNamesWithoutDomain() {
        FilterTemplate template = FilterTemplate.parse("(mail=%n@%d)");
        assertEquals(
                "(mail=ann@)", template.filter(SearchName.of(new LoginName("ann"))).toString());
        assertEquals(
                "(mail=a@b@example.test)",
                template.filter(SearchName.of(new MailAddress("a@b", "example.test"))).toString());
    }

    @Test
    void aDoubledPercentSignIsOne() {
        FilterTemplate template = FilterTemplate.parse("(mail=%%u%u%)");
        assertEquals(
                "(mail=%uann%)", template.filter(SearchName.of(new LoginName("ann"))).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mail=%u(",
                "(mail=)(",
                "(objectClass=person)",
                "(o=%d)",
                "(mail=%u*)",
                "(mail=*%n*)",
                "(mail>=%u)",
                "(mail:caseExactMatch:=%u)"
            })
    void refusesWhatCannotFindAUser(String text) {
        assertThrows(Failure.Syntax.class, () -> FilterTemplate.parse(text));
    }
}

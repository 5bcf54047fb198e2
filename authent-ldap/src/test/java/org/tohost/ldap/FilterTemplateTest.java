package org.tohost.ldap;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.unboundid.ldap.sdk.Filter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.authent.LoginName;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.failure.Failure;
import org.tohost.common.testing.Dice;
import org.tohost.common.testing.Seeded;

class FilterTemplateTest {
    @Test
    void putsTheWordsIntoTheTree() {
        FilterTemplate template =
                FilterTemplate.parse("(&(objectClass=person)(|(mail=%u)(uid=%n))(!(o=%d)))");
        assertEquals(
                "(&(objectClass=person)(|(mail=ann@example.test)(uid=ann))(!(o=example.test)))",
                template.filter(login("Ann@example.test")).toString());
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
        assertEquals(filter, template.filter(login(login)).toNormalizedString());
    }

    @Test
    void knowsNamesWithoutDomain() {
        FilterTemplate template = FilterTemplate.parse("(mail=%n@%d)");
        assertEquals("(mail=ann@)", template.filter(login("ann")).toString());
        assertEquals(
                "(mail=a@b@example.test)",
                template.filter(SearchName.of(new MailAddress("a@b", "example.test"))).toString());
    }

    @Test
    void aDoubledPercentSignIsOne() {
        FilterTemplate template = FilterTemplate.parse("(mail=%%u%u%)");
        assertEquals("(mail=%uann%)", template.filter(login("ann")).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mail=%u(",
                "(mail=)(",
                "(objectClass=person)",
                "(mail=%u*)",
                "(mail=*%n*)",
                "(mail>=%u)"
            })
    void refusesWhatCannotFindAUser(String text) {
        assertThrows(Failure.Syntax.class, () -> FilterTemplate.parse(text));
    }

    @Test
    void aWordMayBeTheValueOfAnExtensibleMatch() {
        FilterTemplate template = FilterTemplate.parse("(mail:dn:2.5.13.5:=%u)");
        assertEquals(
                "(mail:dn:2.5.13.5:=a\\2a\\29)",
                template.filter(login("a*)")).toNormalizedString());
    }

    @Test
    void noNameChangesTheStructure() {
        FilterTemplate template =
                FilterTemplate.parse("(&(objectClass=*)(|(mail=%u)(uid=x%n))(!(o:dn:=%d)))");
        Seeded.check(
                2_000,
                dice -> {
                    SearchName name = new SearchName(nasty(dice), nasty(dice), nasty(dice));
                    Filter filter = template.filter(name);
                    Filter read = Filter.create(filter.toString());
                    assertEquals(filter, read);
                    assertEquals(filter, Filter.decode(filter.encode()));
                    Filter[] all = filter.getComponents();
                    Filter[] either = all[1].getComponents();
                    assertEquals(3, all.length);
                    assertEquals("(objectClass=*)", all[0].toString());
                    assertEquals(2, either.length);
                    assertEquals(name.full(), either[0].getAssertionValue());
                    assertEquals("x" + name.local(), either[1].getAssertionValue());
                    Filter not = requireNonNull(all[2].getNOTComponent());
                    assertEquals(name.domain(), not.getAssertionValue());
                });
    }

    private static String nasty(Dice dice) {
        return dice.text("ab*()\\,=+<>#;\"%und&|!~: \0\u00e4\ud83d\ude00", 12);
    }

    private static SearchName login(String text) {
        return SearchName.of(new LoginName(text)).orElseThrow();
    }
}

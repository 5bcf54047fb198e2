package org.tohost.ldap;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.Arrays;
import java.util.List;
import org.tohost.common.failure.Failure;

/// A search filter with words (see [SearchName]) in its assertion values, such as
/// `(&(objectClass=tohostMailUser)(mail=%u))`.
///
/// The template is parsed once, as RFC 4515 text; a name is put into the parsed tree. So there is
/// nothing to escape, and no name can change the meaning of the filter. Words stand in equality and
/// extensible matches, which take one whole value; a part of a name could find anybody.
public final class FilterTemplate {
    private static final SearchName PROBE = new SearchName("1", "2", "3");

    private final Filter template;

    private FilterTemplate(Filter template) {
        this.template = template;
    }

    /// Reads the text of a setting.
    ///
    /// @throws Failure.Syntax if it is not a filter, or has a word outside an assertion value
    public static FilterTemplate parse(String text) {
        Filter filter;
        try {
            filter = Filter.create(text);
        } catch (LDAPException e) {
            throw new Failure.Syntax("not a search filter (RFC 4515): " + e.getMessage());
        }
        FilterTemplate template = new FilterTemplate(filter);
        if (!template.tells(PROBE, new SearchName("4", "5", "6"))) {
            throw new Failure.Syntax("the filter would find the same entry for everybody");
        }
        return template;
    }

    /// {@return true if the filters for these two names differ}
    boolean tells(SearchName one, SearchName other) {
        return !filter(one).toString().equals(filter(other).toString());
    }

    /// {@return true if the filter depends on more of a name than its domain}
    boolean tellsUsers() {
        return tells(PROBE, new SearchName("4", "5", "3"));
    }

    /// {@return the filter that finds this name}
    Filter filter(SearchName name) {
        return fill(template, name);
    }

    private static Filter fill(Filter filter, SearchName name) {
        return switch (filter.getFilterType()) {
            case Filter.FILTER_TYPE_AND -> Filter.createANDFilter(fillAll(filter, name));
            case Filter.FILTER_TYPE_OR -> Filter.createORFilter(fillAll(filter, name));
            case Filter.FILTER_TYPE_NOT ->
                    Filter.createNOTFilter(fill(requireNonNull(filter.getNOTComponent()), name));
            case Filter.FILTER_TYPE_EQUALITY ->
                    Filter.createEqualityFilter(
                            requireNonNull(filter.getAttributeName()),
                            name.expand(requireNonNull(filter.getAssertionValue())));
            case Filter.FILTER_TYPE_EXTENSIBLE_MATCH ->
                    Filter.createExtensibleMatchFilter(
                            filter.getAttributeName(),
                            filter.getMatchingRuleID(),
                            filter.getDNAttributes(),
                            name.expand(requireNonNull(filter.getAssertionValue())));
            default -> refuseWords(filter);
        };
    }

    private static List<Filter> fillAll(Filter filter, SearchName name) {
        return Arrays.stream(filter.getComponents()).map(part -> fill(part, name)).toList();
    }

    private static Filter refuseWords(Filter filter) {
        String text = filter.toString();
        if (!PROBE.expand(text).equals(text)) {
            throw new Failure.Syntax("%u, %n and %d may only stand behind = and :=");
        }
        return filter;
    }

    @Override
    public String toString() {
        return template.toString();
    }
}

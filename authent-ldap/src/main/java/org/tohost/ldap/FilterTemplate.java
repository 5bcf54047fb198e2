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
/// nothing to escape, and no name can change the meaning of the filter.
public final class FilterTemplate {
    private static final SearchName PROBE = new SearchName("1", "2", "3");

    private final Filter template;

    private FilterTemplate(Filter template) {
        this.template = template;
    }

    /// Reads the text of a setting.
    ///
    /// @throws Failure.Syntax if it is not a filter, has a word outside an equality match, or has
    ///   neither `%u` nor `%n`, so that it would find the same entry for everybody
    public static FilterTemplate parse(String text) {
        Filter filter;
        try {
            filter = Filter.create(text);
        } catch (LDAPException e) {
            throw new Failure.Syntax("not a search filter (RFC 4515): " + e.getMessage());
        }
        FilterTemplate template = new FilterTemplate(filter);
        String named = template.filter(PROBE).toString();
        if (named.equals(template.filter(new SearchName("4", "5", "3")).toString())) {
            throw new Failure.Syntax("the filter has neither %u nor %n in an equality match");
        }
        return template;
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
            default -> refuseWords(filter);
        };
    }

    private static List<Filter> fillAll(Filter filter, SearchName name) {
        return Arrays.stream(filter.getComponents()).map(part -> fill(part, name)).toList();
    }

    private static Filter refuseWords(Filter filter) {
        String text = filter.toString();
        if (!PROBE.expand(text).equals(text)) {
            throw new Failure.Syntax("%u, %n and %d may only stand in an equality match");
        }
        return filter;
    }

    @Override
    public String toString() {
        return template.toString();
    }
}

package org.tohost.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tohost.common.failure.Failure;

/// The name of an entry (RFC 4514), perhaps with words (see [SearchName]) in its values, such as
/// `ou=%d,dc=example,dc=net`.
///
/// The template is parsed once; a name is put into the values of the parsed name. So no name can
/// point to another part of the tree.
public final class DnTemplate {
    private final String text;
    private final List<RDN> parts;
    private final Optional<DN> alike;

    private DnTemplate(String text, List<RDN> parts) {
        this.text = text;
        this.parts = parts;
        this.alike =
                parts.stream().anyMatch(DnTemplate::varies)
                        ? Optional.empty()
                        : Optional.of(new DN(parts));
    }

    /// Reads the text of a setting.
    ///
    /// @throws Failure.Syntax if it is not a DN, the empty one, or has a word in the name of an
    ///   attribute
    public static DnTemplate parse(String text) {
        List<RDN> parts = parts(new DistinguishedName(text).text());
        if (parts.stream()
                .flatMap(part -> Arrays.stream(part.getAttributeNames()))
                .anyMatch(SearchName::isIn)) {
            throw new Failure.Syntax("%u, %n and %d may only stand behind =");
        }
        return new DnTemplate(text, parts);
    }

    private static List<RDN> parts(String text) {
        try {
            return List.of(new DN(text).getRDNs());
        } catch (LDAPException e) {
            throw new Failure.Syntax("not a DN: " + e.getMessage());
        }
    }

    /// {@return true if the name differs from user to user}
    boolean varies() {
        return alike.isEmpty();
    }

    /// {@return the part that is above all users: what follows the last word}
    DN fixed() {
        int from = 0;
        for (int i = 0; i < parts.size(); i++) {
            if (varies(parts.get(i))) {
                from = i + 1;
            }
        }
        return new DN(parts.subList(from, parts.size()));
    }

    /// {@return the DN for this name; nothing if a word in it stands for nothing}
    Optional<DN> dn(SearchName name) {
        if (alike.isPresent()) {
            return alike;
        }
        List<RDN> filled = new ArrayList<>();
        for (RDN part : parts) {
            String[] values = part.getAttributeValues();
            if (!Arrays.stream(values).allMatch(name::fills)) {
                return Optional.empty();
            }
            filled.add(
                    varies(part)
                            ? new RDN(
                                    part.getAttributeNames(),
                                    Arrays.stream(values).map(name::expand).toArray(String[]::new))
                            : part);
        }
        return Optional.of(new DN(filled));
    }

    private static boolean varies(RDN part) {
        return Arrays.stream(part.getAttributeValues()).anyMatch(SearchName::isIn);
    }

    @Override
    public String toString() {
        return text;
    }
}

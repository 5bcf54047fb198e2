package org.tohost.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.SearchResultReference;
import java.util.Arrays;
import java.util.List;

/// The parts of an Active Directory that a search from the top of a domain is always referred to,
/// whatever it asks for: the forest's configuration and the zones of DNS. No user stands there.
final class PartsWithoutUsers {
    private static final List<RDN> NAMES =
            List.of(
                    new RDN("CN", "Configuration"),
                    new RDN("DC", "DomainDnsZones"),
                    new RDN("DC", "ForestDnsZones"));

    private PartsWithoutUsers() {}

    /// {@return whether the reference (RFC 4511 4.5.3) leads there, by each of its URLs}
    static boolean are(SearchResultReference reference) {
        List<String> urls = List.of(reference.getReferralURLs());
        return !urls.isEmpty() && urls.stream().allMatch(PartsWithoutUsers::isIn);
    }

    private static boolean isIn(String url) {
        try {
            RDN[] path = new LDAPURL(url).getBaseDN().getRDNs();
            return Arrays.stream(path).anyMatch(NAMES::contains);
        } catch (LDAPException _) {
            return false; // wherever that is, users may be there
        }
    }
}

package org.tohost.proxy.health;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tohost.common.domain.Service;
import org.tohost.common.smtp.SmtpExtensions;

/// What several back-ends announce, brought to one list for clients whose back-end is not known
/// yet. Pure.
final class Announced {
    private static final String SIZE = "SIZE";
    private static final String EXTENSIONS = "SIEVE ";

    private Announced() {}

    /// {@return what all of these announce, in the words and the order of the first; without what
    /// depends on the state, with what the proxy does by itself; of SIZE the smallest (RFC 1870 4)}
    ///
    /// @param lists at least one
    static List<String> byAll(Service service, List<List<String>> lists) {
        return service == Service.SIEVE
                ? joined(common(service, lists.stream().map(Announced::split).toList()))
                : common(service, lists);
    }

    /// Extensions of Sieve are items of their own: `SIEVE fileinto`, `SIEVE copy`.
    private static List<String> split(List<String> list) {
        return list.stream()
                .flatMap(item ->
                        item.startsWith(EXTENSIONS)
                                ? Stream.of(item.substring(EXTENSIONS.length()).split(" +"))
                                        .map(EXTENSIONS::concat)
                                : Stream.of(item))
                .toList();
    }

    /// Together again (RFC 5804 1.7).
    private static List<String> joined(List<String> list) {
        List<String> items = new ArrayList<>();
        StringBuilder extensions = new StringBuilder("SIEVE");
        for (String item : list) {
            if (item.startsWith(EXTENSIONS)) {
                extensions.append(item.substring(EXTENSIONS.length() - 1));
            } else {
                items.add(item);
            }
        }
        items.add(extensions.toString());
        return List.copyOf(items);
    }

    private static List<String> common(Service service, List<List<String>> lists) {
        Dialect dialect = Dialect.of(service);
        Map<String, String> common = new LinkedHashMap<>();
        for (String item : lists.getFirst()) {
            if (dialect.isLasting(item) && !isSize(item)) {
                common.putIfAbsent(Dialect.key(item), item.strip());
            }
        }
        for (List<String> list : lists) {
            Set<String> keys = list.stream().map(Dialect::key).collect(Collectors.toSet());
            common.keySet().retainAll(keys);
        }
        List<String> told = new ArrayList<>(common.values());
        if (isSmtp(service) && lists.stream().allMatch(Announced::limitsSize)) {
            told.add(
                    SmtpExtensions.smallest(
                            lists.stream().flatMap(List::stream).filter(Announced::isSize)));
        }
        return completed(service, told);
    }

    private static List<String> completed(Service service, List<String> told) {
        Set<String> keys = new HashSet<>();
        told.forEach(item -> keys.add(Dialect.key(item)));
        if (service == Service.IMAP && keys.stream().noneMatch(key -> key.startsWith("IMAP4"))) {
            told.addFirst("IMAP4rev1");
        }
        Dialect.of(service).added().stream()
                .filter(item -> !keys.contains(item))
                .forEach(told::add);
        return List.copyOf(told);
    }

    private static boolean isSmtp(Service service) {
        return Dialect.of(service).equals(Dialect.of(Service.SMTP));
    }

    private static boolean limitsSize(List<String> list) {
        return list.stream().anyMatch(Announced::isSize);
    }

    private static boolean isSize(String item) {
        String key = Dialect.key(item);
        return key.equals(SIZE) || key.matches(SIZE + " +[0-9]{1,18}");
    }
}

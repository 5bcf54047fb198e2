package org.tohost.deploy.demo;

import java.util.stream.Collectors;
import org.tohost.common.domain.NodeId;

/// The settings files of the demo's nodes: what an operator would write, with other ports.
final class DemoSettings {
    private final DemoPlan plan;

    DemoSettings(DemoPlan plan) {
        this.plan = plan;
    }

    /// {@return `tohost.ini` of the proxy}
    String proxy() {
        return node(DemoPlan.PROXY, "proxy", plan.proxyPorts())
                + "g_proxy_warm_up \"0s\"\n"
                + clientPorts("g_proxy_listen", plan.proxyPorts())
                + cluster()
                + users();
    }

    /// {@return `tohost.ini` of a back-end}
    String backend(NodeId node, DemoPorts ports) {
        return node(node, "backend", ports)
                + clientPorts("g_backend_listen", ports)
                + """
                g_backend_listen service="lmtp" address="127.0.0.1:%d" tls="implicit"
                g_backend_direct "true"
                g_store_segment_size "8MiB"
                %s
                """
                        .formatted(ports.of(DemoPorts.LMTP), postmaster())
                + cluster()
                + users();
    }

    private String postmaster() {
        return plan.directory().isPresent()
                ? ""
                : "g_postmaster \"%s\"\n".formatted(plan.users().all().getFirst().address());
    }

    private static String node(NodeId node, String role, DemoPorts ports) {
        return """
        # Written by `tohost demo` at each start: changes here are lost.
        g_roles "%s"
        g_node_name "%s"
        g_home "."
        g_admin_listen "127.0.0.1:%d"
        g_tls_cert_file "../%s"
        g_tls_key_file "../%s"

        """
                .formatted(role, node, ports.of(90), DemoHome.CERTIFICATE, DemoHome.KEY);
    }

    private static String clientPorts(String setting, DemoPorts ports) {
        return """
        %1$s service="smtp" address="127.0.0.1:%2$d" tls="starttls"
        %1$s service="submission" address="127.0.0.1:%3$d" tls="starttls"
        %1$s service="submission" address="127.0.0.1:%4$d" tls="implicit"
        %1$s service="imap" address="127.0.0.1:%5$d" tls="starttls"
        %1$s service="imap" address="127.0.0.1:%6$d" tls="implicit"
        %1$s service="pop3" address="127.0.0.1:%7$d" tls="starttls"
        %1$s service="pop3" address="127.0.0.1:%8$d" tls="implicit"
        """
                .formatted(
                        setting,
                        ports.of(25),
                        ports.of(587),
                        ports.of(465),
                        ports.of(143),
                        ports.of(993),
                        ports.of(110),
                        ports.of(995));
    }

    private String cluster() {
        return """

        g_cluster_ca_file "ca.crt"
        g_cluster_cert_file "node.crt"
        g_cluster_key_file "node.key"
        g_cluster_secret_file "../%s"
        g_proxy_default "%s"
        %s%s
        """
                .formatted(
                        DemoHome.SECRET,
                        DemoPlan.BACKEND_1,
                        backend(DemoPlan.BACKEND_1, "g_proxy_backend", plan.backend1Ports()),
                        backend(DemoPlan.BACKEND_2, "g_proxy_backend", plan.backend2Ports()));
    }

    private static String backend(NodeId node, String setting, DemoPorts ports) {
        return """
        %s host="%s" address="127.0.0.1" imap="%d" pop3="%d" smtp="%d" lmtp="%d"
        """
                .formatted(
                        setting,
                        node,
                        ports.of(993),
                        ports.of(995),
                        ports.of(465),
                        ports.of(DemoPorts.LMTP));
    }

    private String users() {
        String domains =
                plan.domains().stream()
                        .map("vdomain address=\"\" name=\"%s\"\n"::formatted)
                        .collect(Collectors.joining());
        return """
        g_ldap_url "%s"
        g_ldap_base "%s"

        %s\
        """
                .formatted(plan.ldapUrl(), plan.ldapBase(), domains);
    }
}

package org.tohost.proxy;

import org.tohost.common.config.Backends;
import org.tohost.common.config.ClusterSettings;
import org.tohost.common.config.LocalDomains;
import org.tohost.common.config.TlsSettings;
import org.tohost.common.domain.NodeId;
import org.tohost.common.oauth.OAuthSettings;
import org.tohost.common.users.LoginDomains;
import org.tohost.common.users.RefusalSettings;

/// All settings that a proxy needs.
///
/// @param node what it is called
public record ProxyConfig(
        NodeId node,
        ProxySettings proxy,
        ProxyLimits limits,
        ProbeSettings probe,
        LoginSettings logins,
        OAuthSettings oauth,
        TlsSettings tls,
        ClusterSettings cluster,
        Backends backends,
        LocalDomains domains,
        LoginDomains loginDomains,
        RefusalSettings refusals) {}

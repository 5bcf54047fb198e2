package org.tohost.common.authent;

import org.tohost.common.domain.Secret;
import org.tohost.common.domain.Service;

/// Someone tries to log in: the name and the password that were given, to which service, and from
/// which IP address (empty if that is not known).
public record Login(LoginName name, Secret password, Service service, String address) {}

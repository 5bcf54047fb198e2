package org.tohost.proxy.route;

import org.tohost.common.config.Endpoint;
import org.tohost.common.domain.NodeId;

/// A back-end and where it serves the sessions of nodes.
public record Route(NodeId node, Endpoint endpoint) {}

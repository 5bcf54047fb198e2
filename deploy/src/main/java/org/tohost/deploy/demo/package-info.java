/// The demo: a whole cluster on loopback in one process. It writes the settings files, keys and
/// certificates that a real cluster has, and starts the nodes from these files, as the command line
/// does. Nothing in here is known to a node.
@NullMarked
package org.tohost.deploy.demo;

import org.jspecify.annotations.NullMarked;

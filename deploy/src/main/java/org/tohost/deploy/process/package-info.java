/// From a settings file to a running node: reads and judges the file, puts the node, its user
/// database and its admin port together, and keeps the process until it is told to stop. Everything
/// here happens at start and at stop, on the thread that starts.
@NullMarked
package org.tohost.deploy.process;

import org.jspecify.annotations.NullMarked;

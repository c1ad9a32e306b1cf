package org.samling.core.nodes;

import java.time.Instant;

/**
 * A node's report about itself.
 *
 * @param name the address of its HTTP listener, by which no two nodes are the same
 * @param version its version of Samling
 * @param startedAt when it was started, by its own clock
 * @param index the state of its index
 */
public record NodeReport(String name, String version, Instant startedAt, NodeIndex index) {}

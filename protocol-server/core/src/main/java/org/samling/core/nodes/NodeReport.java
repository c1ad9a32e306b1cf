package org.samling.core.nodes;

import java.time.Instant;

/**
 * What a node tells of itself.
 *
 * @param name the address of its HTTP listener, by which no two nodes are the same
 * @param version which Samling it is
 * @param startedAt when it was started, by its own clock
 * @param index how its index stands
 */
public record NodeReport(String name, String version, Instant startedAt, NodeIndex index) {}

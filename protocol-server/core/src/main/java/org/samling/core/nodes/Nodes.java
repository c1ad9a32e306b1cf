package org.samling.core.nodes;

import java.util.List;
import java.util.function.Supplier;

/**
 * The port by which the nodes of a library know of each other. Each reports itself with every check
 * whether loans can be written, about once a second, and reads the others' reports with the same
 * query.
 */
public interface Nodes {

  /**
   * Makes this process a node. Where the store does not answer, others see it once it does.
   *
   * @param self reports its state; called by any thread, must not block or throw
   */
  void join(Supplier<NodeReport> self);

  /** Ends this process's being a node, so that nobody misses it. Tries for two seconds at most. */
  void leave();

  /**
   * All nodes, this one among them, by name, as of the last check that the store answered. Makes no
   * query, so that it works while the store is down. One that is gone is listed for a day, unless
   * it was shut down properly.
   */
  List<Node> nodes();
}

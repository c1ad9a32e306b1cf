package org.samling.core.nodes;

import java.util.List;
import java.util.function.Supplier;

/**
 * The port by which the nodes of a library know of each other. Each tells of itself with every look
 * whether loans can be written, about once a second, and sees the others with the same look.
 */
public interface Nodes {

  /**
   * This process is a node from now on. Where the store does not answer, it is seen once it does.
   *
   * @param self how it stands; asked by any thread, must not wait for anything, nor throw
   */
  void join(Supplier<NodeReport> self);

  /** This process is no node any more: nobody is to look for it. Tries for two seconds at most. */
  void leave();

  /**
   * All nodes, this one among them, by name, as they were seen with the last look that the store
   * answered. Asks nothing, so that it can be told while the store is away. One that is gone is
   * among them for a day, unless it was stopped in order.
   */
  List<Node> seen();
}

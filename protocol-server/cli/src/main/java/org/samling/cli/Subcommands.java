package org.samling.cli;

import java.util.List;

/**
 * Subcommands of modules that may know more than this one: {@link java.util.ServiceLoader} finds
 * them.
 */
public interface Subcommands {

  /** Classes with picocli's {@code @Command}, in the order in which the help lists them. */
  List<Class<?>> commands();

  /** Whether the help lists them before this module's own, since people begin with them. */
  default boolean areFirst() {
    return false;
  }
}

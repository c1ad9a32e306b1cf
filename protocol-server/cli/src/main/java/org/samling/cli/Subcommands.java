package org.samling.cli;

import java.util.List;

/**
 * Subcommands contributed by modules with more dependencies than this one; found by {@link
 * java.util.ServiceLoader}.
 */
public interface Subcommands {

  /** Classes with picocli's {@code @Command}, in the order in which the help lists them. */
  List<Class<?>> commands();

  /** Whether the help lists them before this module's own, because people start with them. */
  default boolean areFirst() {
    return false;
  }
}

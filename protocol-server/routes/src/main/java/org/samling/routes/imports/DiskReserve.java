package org.samling.routes.imports;

import java.util.Optional;

/**
 * The disk space that imports must leave free: an import ends before the store's disk is full, so
 * that loans go on.
 */
@FunctionalInterface
public interface DiskReserve {

  /** For a store whose disk can't be seen from here. */
  DiskReserve UNSEEN = Optional::empty;

  /** Why there is no room for more, as a clause; empty where there is. */
  Optional<String> shortage();
}

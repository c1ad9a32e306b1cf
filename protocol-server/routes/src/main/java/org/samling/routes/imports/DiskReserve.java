package org.samling.routes.imports;

import java.util.Optional;

/**
 * What an import leaves to everybody else: it ends before the store's disk is full, so that loans
 * go on.
 */
@FunctionalInterface
public interface DiskReserve {

  /** Of a store whose disk can't be seen from here. */
  DiskReserve UNSEEN = Optional::empty;

  /** Why there is no room for more, as a part of a sentence; nothing where there is. */
  Optional<String> shortage();
}

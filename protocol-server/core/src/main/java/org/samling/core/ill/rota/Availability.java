package org.samling.core.ill.rota;

import java.util.Collection;
import java.util.Locale;
import org.samling.core.ill.rota.HoldingsLookUp.Copy;

/** Whether a library can send a title now, in the order in which libraries are asked. */
public enum Availability {
  /** A copy is on the shelf. */
  AVAILABLE,
  /** The catalogue has the title, and does not say how its copies stand. */
  UNKNOWN,
  /** No copy is on the shelf, or none that leaves the library. */
  UNAVAILABLE;

  /**
   * The availability of a title by its copies.
   *
   * @param copies its copies; none where the catalogue tells nothing of them
   * @param isForCopying whether a copy is made there, so that the item need not leave the library
   */
  static Availability of(Collection<Copy> copies, boolean isForCopying) {
    return copies.isEmpty()
        ? UNKNOWN
        : copies.stream().anyMatch(copy -> copy.serves(isForCopying)) ? AVAILABLE : UNAVAILABLE;
  }

  /** Its name for users, {@code available}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}

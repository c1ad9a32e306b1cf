package org.samling.operations;

import java.util.Optional;
import java.util.UUID;

/**
 * Ids in paths. What is not written like an id names nothing, so it is unknown rather than invalid.
 */
public final class Ids {

  private Ids() {}

  /** The id that a text is, or empty. */
  public static Optional<UUID> of(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}

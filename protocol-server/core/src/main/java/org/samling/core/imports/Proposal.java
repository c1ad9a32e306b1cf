package org.samling.core.imports;

import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;

/**
 * What happens to a record that waits for review, as the rules propose or somebody decided.
 *
 * @param action what happens to it
 * @param onto the existing record that it is loaded onto, or null
 * @param reason why it is proposed, as a sentence; empty where there is nothing to say
 */
public record Proposal(Action action, @Nullable RecordKey onto, String reason) {

  /** What happens to a record. */
  public enum Action {
    /** It is loaded as a new record. */
    ADD,
    /** It is loaded onto an existing record, which it replaces or is merged with. */
    OVERLAY,
    /** It is left out. */
    LEAVE
  }
}

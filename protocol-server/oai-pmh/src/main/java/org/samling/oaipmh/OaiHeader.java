package org.samling.oaipmh;

import java.time.Instant;
import java.util.List;

/**
 * The header of a record (OAI-PMH 2.0, section 2.5).
 *
 * @param identifier its identifier, a URI
 * @param datestamp when it was last changed; written in whole seconds
 * @param sets the sets that it belongs to
 * @param deleted whether it has been deleted
 */
public record OaiHeader(String identifier, Instant datestamp, List<String> sets, boolean deleted) {

  /** Copies the sets. */
  public OaiHeader {
    sets = List.copyOf(sets);
  }
}

package org.samling.oaipmh;

import java.time.Instant;
import java.util.List;

/**
 * What a record is (OAI-PMH 2.0, section 2.5).
 *
 * @param identifier its identifier, a URI
 * @param datestamp when it was changed last; told in whole seconds
 * @param sets the sets it is in
 * @param deleted whether it is no more
 */
public record OaiHeader(String identifier, Instant datestamp, List<String> sets, boolean deleted) {

  /** Copies the sets. */
  public OaiHeader {
    sets = List.copyOf(sets);
  }
}

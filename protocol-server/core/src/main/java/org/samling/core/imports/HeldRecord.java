package org.samling.core.imports;

import java.util.List;
import org.samling.core.catalogue.CatalogueRecord;

/**
 * A record of an import that waits for somebody who decides about it. Nothing of it is in the
 * catalogue.
 *
 * @param ordinal its number in the file, from 1
 * @param offset where it begins, in bytes of the uncompressed file
 * @param proposal what happens to it unless somebody decides otherwise
 * @param candidates the existing records that it may be, the best first
 */
public record HeldRecord(
    int ordinal,
    long offset,
    CatalogueRecord record,
    Proposal proposal,
    List<Candidate> candidates) {

  /** The most candidates that are told of a record. */
  public static final int MAX_CANDIDATES = 20;

  /** Copies the list. */
  public HeldRecord {
    candidates = List.copyOf(candidates);
  }
}

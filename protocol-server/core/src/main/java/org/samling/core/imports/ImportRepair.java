package org.samling.core.imports;

import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.Repair;

/**
 * A repair that an import made, as it is listed.
 *
 * @param number its number among the repairs of the import, from 1
 * @param ordinal the number of the record in the file, from 1
 * @param offset where that record begins, in bytes of the uncompressed file
 * @param record the record's key
 */
public record ImportRepair(int number, int ordinal, long offset, RecordKey record, Repair repair) {

  /** How many repairs of one import are listed, the first ones; all of them are counted. */
  public static final int MAX_LISTED = 10_000;
}

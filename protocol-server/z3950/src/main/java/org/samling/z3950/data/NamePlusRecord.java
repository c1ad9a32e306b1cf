package org.samling.z3950.data;

import org.jspecify.annotations.Nullable;

/**
 * One entry of a list of records.
 *
 * @param name the database; null means the same as for the previous record
 * @param record the record, or the reason why it is missing
 */
public record NamePlusRecord(@Nullable String name, DatabaseRecord record) {

  /** A record, or the reason why it is missing. */
  public sealed interface DatabaseRecord {}

  /**
   * A record.
   *
   * @param external its syntax and its bytes: octet-aligned for MARC and XML, one string for SUTRS
   *     ({@link External#sutrs}), BER for OPAC and GRS-1
   */
  public record RetrievalRecord(External external) implements DatabaseRecord {}

  /** The reason why the record is missing. */
  public record SurrogateDiagnostic(DiagRec diagnostic) implements DatabaseRecord {}
}

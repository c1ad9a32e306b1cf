package org.samling.z3950.data;

import org.jspecify.annotations.Nullable;

/**
 * One place in a list of records.
 *
 * @param name the database; null means that of the record before
 * @param record the record, or why it is not there
 */
public record NamePlusRecord(@Nullable String name, DatabaseRecord record) {

  /** A record, or why it is not there. */
  public sealed interface DatabaseRecord {}

  /**
   * A record.
   *
   * @param external its syntax and its bytes: octet-aligned for MARC and XML, one string for SUTRS
   *     ({@link External#sutrs}), BER for OPAC and GRS-1
   */
  public record RetrievalRecord(External external) implements DatabaseRecord {}

  /** Why the record is not there. */
  public record SurrogateDiagnostic(DiagRec diagnostic) implements DatabaseRecord {}
}

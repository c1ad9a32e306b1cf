package org.samling.routes.imports;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.organisation.TenantId;

/**
 * One file to be imported into the catalogue.
 *
 * @param file the file, packed with gzip or not
 * @param tenant the tenant to whom the records will belong, or null for common records, which
 *     belong to none
 * @param source the agency that counts as the maker of records that name none (MARC 21 field 003,
 *     danMARC2 001 *b)
 * @param format the format, or null to find it out from the file's first bytes
 * @param dryRun whether the records are only compared with what is kept, and nothing is written
 */
public record ImportJob(
    Path file,
    @Nullable TenantId tenant,
    String source,
    @Nullable RecordFormat format,
    boolean dryRun) {

  /**
   * Checks the source.
   *
   * @throws IllegalArgumentException when it can't be a record's source; the message says why
   */
  public ImportJob {
    source = new RecordKey(source, "1").source();
  }
}

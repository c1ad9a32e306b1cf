package org.samling.routes.imports;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.CodingRule;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.imports.ImportBatch;
import org.samling.core.imports.ImportBatch.FilePrint;
import org.samling.core.imports.ImportBatch.Order;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.ItemOrder;
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
 * @param startedBy who asks for it: an account or a user of the machine
 * @param mode whether it is tried only, and whether it goes on where an earlier one ended
 * @param items that the items are taken that the records describe, or null
 * @param rules by what rules records are known again, and what becomes of those that are
 * @param coding how the coding of the records is settled, or null as is usual for the source
 */
public record ImportJob(
    Path file,
    @Nullable TenantId tenant,
    String source,
    @Nullable RecordFormat format,
    String startedBy,
    Mode mode,
    @Nullable ItemOrder items,
    ImportRules rules,
    @Nullable CodingRule coding) {

  /** What becomes of an import. */
  public enum Mode {
    /** It goes on where an import of the same file ended before its end, or begins. */
    GO_ON,
    /**
     * It goes on where an import of the same bytes ended before its end, or begins. What another
     * file of that name left unfinished stays so.
     */
    GO_ON_WITH_SAME,
    /** It begins, whatever ended before. */
    ANEW,
    /** The records are only compared with what is kept, and nothing is written. */
    DRY_RUN
  }

  /**
   * Checks the source, whose items are taken, and that none is lost with its record.
   *
   * @throws IllegalArgumentException when it can't be a record's source, or a tenant's records
   *     would have another one's items, or records with items would be rejected as ambiguous; the
   *     message says why
   */
  public ImportJob {
    source = new RecordKey(source, "1").source();
    if (items != null && tenant != null && !items.tenant().equals(tenant)) {
      throw new IllegalArgumentException("a tenant's own records have items of no other tenant");
    }
    if (items != null && rules.onAmbiguous() == ImportRules.OnAmbiguous.REJECT) {
      throw new IllegalArgumentException(
          "records whose items are taken can't be rejected as ambiguous; they can be added");
    }
  }

  /** A job whose records' coding is settled as is usual for the source. */
  public ImportJob(
      Path file,
      @Nullable TenantId tenant,
      String source,
      @Nullable RecordFormat format,
      String startedBy,
      Mode mode,
      @Nullable ItemOrder items,
      ImportRules rules) {
    this(file, tenant, source, format, startedBy, mode, items, rules, null);
  }

  /** A job for records only, by the rules that hold where nothing else is said. */
  public ImportJob(
      Path file,
      @Nullable TenantId tenant,
      String source,
      @Nullable RecordFormat format,
      String startedBy,
      Mode mode) {
    this(file, tenant, source, format, startedBy, mode, null, ImportRules.DEFAULT);
  }

  /** The job that begins an import that waits, or goes on with it. */
  public static ImportJob of(ImportBatch batch) {
    var order = batch.order();
    return new ImportJob(
        Path.of(order.file()),
        order.tenant(),
        order.source(),
        order.format(),
        order.startedBy(),
        batch.isDryRun() ? Mode.DRY_RUN : Mode.GO_ON,
        order.items(),
        order.rules(),
        order.coding());
  }

  boolean isDryRun() {
    return mode == Mode.DRY_RUN;
  }

  Order order(FilePrint print) {
    return new Order(
        tenant,
        startedBy,
        file.toAbsolutePath().normalize().toString(),
        print,
        source,
        format,
        items,
        rules,
        coding);
  }
}

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
 * @param file the file, which may be gzip-compressed
 * @param tenant the tenant that will own the records, or null for common records, which belong to
 *     none
 * @param source the agency assumed for records that name none (MARC 21 field 003, danMARC2 001 *b)
 * @param format the format, or null to find it out from the file's first bytes
 * @param startedBy who started it: an account or a user of the machine
 * @param mode whether it is a dry run, and whether it resumes an earlier import
 * @param items how to take over the items that the records describe, or null for no items
 * @param rules how records are matched, and what happens to matched ones
 * @param coding how the records' character coding is determined, or null for the source's usual
 *     rule
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

  /** How an import begins. */
  public enum Mode {
    /** Resumes an unfinished import of the same file, or begins a new one. */
    GO_ON,
    /**
     * Resumes an unfinished import of the same bytes, or begins a new one. An unfinished import of
     * another file with that name stays unfinished.
     */
    GO_ON_WITH_SAME,
    /** Begins a new import, whatever is unfinished. */
    ANEW,
    /** Only compares the records with the catalogue, and writes nothing. */
    DRY_RUN
  }

  /**
   * Checks the source, the items' tenant, and that no item is lost with a rejected record.
   *
   * @throws IllegalArgumentException when the source is invalid, or a tenant's records would have
   *     another tenant's items, or records with items would be rejected as ambiguous; the message
   *     gives the reason
   */
  public ImportJob {
    source = new RecordKey(source, "1").source();
    if (items != null && tenant != null && !items.tenant().equals(tenant)) {
      throw new IllegalArgumentException(
          "a tenant's own records can't have another tenant's items");
    }
    if (items != null && rules.onAmbiguous() == ImportRules.OnAmbiguous.REJECT) {
      throw new IllegalArgumentException(
          "ambiguous records can't be rejected when items are taken over; add them instead");
    }
  }

  /** A job that determines the coding by the source's usual rule. */
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

  /** A job for records only, by the default rules. */
  public ImportJob(
      Path file,
      @Nullable TenantId tenant,
      String source,
      @Nullable RecordFormat format,
      String startedBy,
      Mode mode) {
    this(file, tenant, source, format, startedBy, mode, null, ImportRules.DEFAULT);
  }

  /** The job that begins a waiting import, or resumes it. */
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

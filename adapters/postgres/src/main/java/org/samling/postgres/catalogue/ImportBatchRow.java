package org.samling.postgres.catalogue;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Catalogue.PutCounts;
import org.samling.core.catalogue.CodingRule;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RepairKind;
import org.samling.core.imports.ImportBatch;
import org.samling.core.imports.ImportBatch.FilePrint;
import org.samling.core.imports.ImportBatch.Order;
import org.samling.core.imports.ImportBatch.State;
import org.samling.core.imports.ImportBatch.UndoCounts;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.ImportTally;
import org.samling.core.imports.ItemOrder;
import org.samling.core.imports.RepairTally;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Json;
import org.samling.postgres.rows.JsonText;

/** A row of the import batches of common records, or of a tenant's. */
record ImportBatchRow(
    long number,
    String startedBy,
    String file,
    long size,
    String sha256,
    String source,
    @Nullable RecordFormat format,
    State state,
    @Nullable String reason,
    int read,
    long lastOffset,
    int rejected,
    int added,
    int changed,
    int unchanged,
    int repaired,
    int repairsMade,
    int withoutSource,
    JsonText repairs,
    int restored,
    int removed,
    boolean keepsVersions,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable TenantId itemsTenant,
    @Nullable JsonText itemRules,
    JsonText items,
    @Nullable JsonText rules,
    JsonText matches,
    @Nullable CodingRule coding,
    JsonText codings,
    @Nullable String endedEarly,
    boolean dryRun) {

  /** The columns that a row is read from. */
  static final String COLUMNS =
      """
      number, started_by, file, size, sha256, source, format, state, reason, read, last_offset, rejected, added, changed,
        unchanged, repaired, repairs_made, without_source, repairs, restored, removed, keeps_versions, started_at, ended_at,
        items_tenant, item_rules, items, rules, matches, coding, codings, ended_early, dry_run
      """;

  private static Map<RepairKind, Integer> kinds(Map<String, Integer> byLabel) {
    var kinds = new EnumMap<RepairKind, Integer>(RepairKind.class);
    byLabel.forEach(
        (label, count) -> RepairKind.named(label).ifPresent(kind -> kinds.put(kind, count)));
    return kinds;
  }

  ImportBatch batch(@Nullable TenantId tenant) {
    return new ImportBatch(
        number,
        new Order(
            tenant,
            startedBy,
            file,
            new FilePrint(size, sha256),
            source,
            format,
            itemRules == null || itemsTenant == null
                ? null
                : new ItemOrder(itemsTenant, Json.readItemRules(itemRules.json())),
            rules == null ? ImportRules.DEFAULT : Json.readImportRules(rules.json()),
            coding),
        dryRun,
        state,
        reason,
        new ImportTally(
            read,
            lastOffset,
            rejected,
            new RepairTally(repaired, repairsMade, kinds(Json.readNumbers(repairs.json()))),
            withoutSource,
            Json.readItemTally(items.json()),
            Json.readMatchTally(matches.json()),
            Json.readNumbers(codings.json()),
            endedEarly),
        new PutCounts(added, changed, unchanged),
        state == State.UNDONE ? new UndoCounts(restored, removed) : null,
        keepsVersions,
        startedAt,
        endedAt);
  }
}

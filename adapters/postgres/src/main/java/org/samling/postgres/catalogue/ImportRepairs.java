package org.samling.postgres.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.Repair;
import org.samling.core.catalogue.RepairKind;
import org.samling.core.imports.ImportRepair;
import org.samling.postgres.catalogue.PostgresImportBatches.Tables;
import org.samling.postgres.rows.Answer;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.RowStatement;

/** The repairs of imports in their tables. */
final class ImportRepairs {

  private static final RowStatement<Row> PUT_COMMON =
      RowStatement.of(
          Row.class,
          "insert into common_import_repair (batch, {*}) select :batch::bigint, {e.*} from {rows}");

  private static final RowStatement<Row> PUT_LOCAL =
      RowStatement.of(
          Row.class,
          "insert into local_import_repair (tenant_id, batch, {*}) select :tenant, :batch::bigint, {e.*} from {rows}");

  /** A row but for its owner and its import. */
  private record Row(
      int number,
      int ordinal,
      long recordOffset,
      String source,
      String controlNumber,
      String kind,
      String field,
      int occurrence,
      String subfield,
      String before,
      String after) {

    static Row of(ImportRepair made) {
      var repair = made.repair();
      return new Row(
          made.number(),
          made.ordinal(),
          made.offset(),
          made.record().source(),
          made.record().number(),
          repair.kind().label(),
          repair.field(),
          repair.occurrence(),
          repair.subfield(),
          repair.before(),
          repair.after());
    }

    ImportRepair repair() {
      return new ImportRepair(
          number,
          ordinal,
          recordOffset,
          new RecordKey(source, controlNumber),
          new Repair(
              RepairKind.named(kind).orElseThrow(), field, occurrence, subfield, before, after));
    }
  }

  private ImportRepairs() {}

  static void put(Pipeline pipeline, Tables tables, long batch, List<ImportRepair> repairs) {
    if (!repairs.isEmpty()) {
      pipeline.write(
          tables.tenant() == null ? PUT_COMMON : PUT_LOCAL,
          repairs.stream().map(Row::of).toList(),
          Parameters.of("batch", batch));
    }
  }

  static Answer<List<ImportRepair>> list(
      Pipeline pipeline,
      Tables tables,
      long batch,
      @Nullable RepairKind kind,
      int after,
      int limit) {
    return pipeline.list(
        Row.class,
        Row::repair,
        tables.sql(
            """
            select number, ordinal, record_offset, source, control_number, kind, field, occurrence, subfield, before, after
            from {}_import_repair
            where batch = :batch and number > :after and (:kind::text is null or kind = :kind::text){tenant}
            order by number limit :limit
            """),
        Parameters.of("batch", batch)
            .and("after", after)
            .and("kind", kind == null ? null : kind.label())
            .and("limit", limit));
  }
}

package org.samling.postgres.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.BriefRecord;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.imports.HeldRecord;
import org.samling.core.imports.ImportReviews.Waiting;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Json;
import org.samling.postgres.connection.MarcJson;
import org.samling.postgres.rows.JsonText;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.RowStatement;

/** The rows of records that wait for review. */
final class HeldRows {

  /** The columns that a row is read from. */
  static final String COLUMNS =
      """
      r.ordinal, r.record_offset, r.source, r.control_number, r.format, r.original, r.content, r.title, r.author, r.published,
        r.isbns, r.proposal, r.candidates, r.decision, r.decided_by
      """;

  private static final String PUT =
      """
      insert into %1$s_import_review (%2$s batch, ordinal, record_offset, source, control_number, format, original, content, title,
        author, published, isbns, proposal, candidates)
      select %3$s :batch::bigint, e.ordinal, e.record_offset, e.source, e.control_number, e.format, e.original, e.content::jsonb,
        e.title, e.author, e.published, coalesce(string_to_array(e.isbns, ' '), '{}'), e.proposal::jsonb, e.candidates::jsonb
      from {rows}
      """;

  private static final RowStatement<PutRow> PUT_COMMON =
      RowStatement.of(PutRow.class, PUT.formatted("common", "", ""));

  private static final RowStatement<PutRow> PUT_LOCAL =
      RowStatement.of(PutRow.class, PUT.formatted("local", "tenant_id,", ":tenant::int,"));

  private HeldRows() {}

  private record PutRow(
      int ordinal, long recordOffset, Described record, String proposal, String candidates) {

    static PutRow of(HeldRecord held) {
      return new PutRow(
          held.ordinal(),
          held.offset(),
          Described.of(held.record()),
          Json.write(held.proposal()),
          Json.write(held.candidates()));
    }
  }

  /** The columns of the record itself. */
  private record Described(
      String source,
      String controlNumber,
      RecordFormat format,
      Bytes original,
      String content,
      String title,
      @Nullable String author,
      @Nullable String published,
      @Nullable String isbns) {

    static Described of(CatalogueRecord r) {
      var isbns = r.brief().isbns();
      return new Described(
          r.key().source(),
          r.key().number(),
          r.format(),
          r.original(),
          MarcJson.write(r.content()),
          r.brief().title(),
          r.brief().author(),
          r.brief().year(),
          isbns.isEmpty() ? null : String.join(" ", isbns));
    }
  }

  /** The statement that keeps records. */
  static Pipeline put(@Nullable TenantId tenant, long batch, List<HeldRecord> held) {
    var put = tenant == null ? new Pipeline() : Pipeline.of(tenant);
    return put.write(
        tenant == null ? PUT_COMMON : PUT_LOCAL,
        held.stream().map(PutRow::of).toList(),
        Parameters.of("batch", batch));
  }

  /** A row as it is read. */
  record Row(
      int ordinal,
      long recordOffset,
      String source,
      String controlNumber,
      RecordFormat format,
      Bytes original,
      JsonText content,
      String title,
      @Nullable String author,
      @Nullable String published,
      List<String> isbns,
      JsonText proposal,
      JsonText candidates,
      @Nullable JsonText decision,
      @Nullable String decidedBy) {

    Waiting waiting() {
      return new Waiting(
          new HeldRecord(
              ordinal,
              recordOffset,
              new CatalogueRecord(
                  new RecordKey(source, controlNumber),
                  format,
                  original,
                  Json.readContent(content.json()),
                  new BriefRecord(title, author, published, isbns)),
              Json.readProposal(proposal.json()),
              Json.readCandidates(candidates.json())),
          decision == null ? null : Json.readProposal(decision.json()),
          decidedBy);
    }
  }
}

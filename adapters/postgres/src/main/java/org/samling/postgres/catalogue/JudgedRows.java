package org.samling.postgres.catalogue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.authorities.AuthorityMatching;
import org.samling.core.catalogue.Catalogue.PutCounts;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.imports.ImportRules.OnMatch;
import org.samling.core.imports.RecordJudge;
import org.samling.core.imports.RecordJudge.ExistingRecord;
import org.samling.core.imports.RecordJudge.IncomingRecord;
import org.samling.core.imports.RecordJudge.Verdict;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.RecordLock;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;

/**
 * The records of an import as they are written to the tables, after its rules have been applied.
 */
final class JudgedRows {

  /** The rows that no later record of this import may replace. */
  private static final String SEE =
      """
      insert into {}_import_seen (%1$s batch, record_id) select %2$s :batch::bigint, id from unnest(:records) id
      on conflict do nothing
      """;

  private final @Nullable TenantId tenant;
  private final RecordJudge judge;
  private final @Nullable Long batch;
  private final AuthorityMatching matching;
  private RecordRows rows;

  /** The records that are left out, with the keys of those that stay instead. */
  private final Map<RecordKey, RecordKey> left = new HashMap<>();

  /** Rows whose record is replaced by another one in this transaction. */
  private final Set<UUID> taken = new HashSet<>();

  private boolean isPlaced = true;

  /** Rows that stay unchanged though a record with their key was imported. */
  private final Set<UUID> stays = new HashSet<>();

  /**
   * Rows of a tenant's records, or of common ones.
   *
   * @param batch the import, or null in a dry run
   * @param matching by what headings find authority records
   */
  JudgedRows(
      @Nullable TenantId tenant,
      RecordJudge judge,
      @Nullable Long batch,
      AuthorityMatching matching) {
    this.tenant = tenant;
    this.judge = judge;
    this.batch = batch;
    this.matching = matching;
    this.rows = new RecordRows(tenant, matching);
  }

  /**
   * Compares records with the stored ones, in a transaction that stays open and acts for the
   * tenant, and has the judge decide about those that are not stored in the same form.
   *
   * @param records the records, no two with the same key
   */
  void compare(Connection connection, List<CatalogueRecord> records) throws SQLException {
    var rules = judge.rules();
    var lock =
        rules.areDefault() && judge.chosen().isEmpty() ? RecordLock.SHARED : RecordLock.ALONE;
    rows.compare(connection, records, lock);
    if (lock == RecordLock.SHARED && rows.changed().stream().anyMatch(rows::mayHaveOwner)) {
      // Owners count whatever the rules, and a shared lock can't be turned into an exclusive one.
      connection.rollback();
      rows = new RecordRows(tenant, matching);
      rows.compare(connection, records, RecordLock.ALONE);
    }
    var lookup = new StoredRecords(connection, tenant, batch);
    var isAsked = rules.onMatch() != OnMatch.REPLACE || rules.isReviewed();
    judgeChanged(
        lookup.withKeys(
            rows.changed().stream().filter(r -> isAsked || rows.mayHaveOwner(r)).toList()));
    if (!judge.chosen().isEmpty()) {
      judgeChosen(lookup);
    }
    if ((!rules.match().isEmpty() || rules.isReviewed()) && !rows.added().isEmpty()) {
      judgeAdded(connection, lookup);
    }
  }

  /** Has the judge decide about records that were matched by hand. */
  private void judgeChosen(StoredRecords lookup) throws SQLException {
    var there = lookup.withTheseKeys(List.copyOf(judge.chosen().values()));
    var all = List.copyOf(rows.added());
    rows.added().clear();
    for (var record : all) {
      var onto = judge.chosen().get(record.key());
      if (onto == null) {
        rows.added().add(record);
        continue;
      }
      var target = there.get(onto);
      if (target == null || taken.contains(target.id())) {
        isPlaced = false;
      } else {
        take(judge.judge(new IncomingRecord(record, target, List.of(), false)), record);
      }
    }
  }

  /** Whether each record that was matched by hand found its target still there. */
  boolean isPlaced() {
    return isPlaced;
  }

  private void judgeChanged(Map<RecordKey, ExistingRecord> there) {
    var all = List.copyOf(rows.changed());
    rows.changed().clear();
    for (var record : all) {
      var same = there.get(record.key());
      if (same == null) {
        rows.changed().add(record);
      } else {
        var verdict = judge.judge(new IncomingRecord(record, same, List.of(), false));
        if (verdict instanceof Verdict.Leave) {
          stays.add(same.id());
        }
        take(verdict, record);
      }
    }
  }

  private void judgeAdded(Connection connection, StoredRecords lookup) throws SQLException {
    var rules = judge.rules();
    MatchKeys.of(tenant).catchUp(connection, rules);
    var found = lookup.withValues(rows.added(), MatchKeys.points(rules));
    var all = List.copyOf(rows.added());
    rows.added().clear();
    for (var record : all) {
      var others = found.of(record).stream().map(this::asItIs).toList();
      if (others.isEmpty() && !rules.isReviewed()) {
        rows.added().add(record);
      } else {
        take(judge.judge(new IncomingRecord(record, null, others, lookup.isLayer(record))), record);
      }
    }
  }

  private ExistingRecord asItIs(ExistingRecord standing) {
    return taken.contains(standing.id()) || isSeen(standing.id())
        ? new ExistingRecord(standing.id(), standing.record(), true, standing.isTied())
        : standing;
  }

  private boolean isSeen(UUID id) {
    return stays.contains(id) || rows.unchanged().contains(id);
  }

  private void take(Verdict verdict, CatalogueRecord coming) {
    switch (verdict) {
      case Verdict.Add() -> rows.added().add(coming);
      case Verdict.Replace(var there, var record) -> replace(there, record);
      case Verdict.Leave(var there) -> left.put(coming.key(), there);
      case Verdict.Reject() -> {}
      case Verdict.Hold(_, _) -> {}
    }
  }

  private void replace(ExistingRecord there, CatalogueRecord record) {
    if (!there.record().key().equals(record.key())) {
      taken.add(there.id());
      rows.succeed(there.id(), record);
    } else if (there.record().original().equals(record.original())) {
      rows.unchanged().add(there.id());
    } else {
      rows.changed().add(record);
    }
  }

  /**
   * The result for the records, or what it would be; records left out or rejected are not counted.
   */
  PutCounts counts() {
    return rows.counts();
  }

  /** The statements that write them. */
  Pipeline put() {
    var put = rows.put(batch);
    var seen = new ArrayList<>(stays);
    seen.addAll(rows.unchanged());
    if (batch != null && !judge.rules().match().isEmpty() && !seen.isEmpty()) {
      put.add(see(batch, seen));
    }
    if (batch != null && !judge.held().isEmpty()) {
      put.add(HeldRows.put(tenant, batch, judge.held()));
    }
    return put;
  }

  private Pipeline see(long batch, List<UUID> rows) {
    var into = new PostgresImportBatches.Tables(tenant).sql(SEE);
    return new Pipeline()
        .add(
            tenant == null ? into.formatted("", "") : into.formatted("tenant_id,", ":tenant::int,"),
            Parameters.of("batch", batch).and("records", SqlArray.uuids(rows)));
  }

  /**
   * The items of records that are left out, moved to the records that stay; without those of
   * records that wait.
   */
  List<NewItem> placed(List<NewItem> items) {
    var placed = new ArrayList<NewItem>();
    var held = judge.held().stream().map(waits -> waits.record().key()).collect(Collectors.toSet());
    for (var item : items) {
      if (held.contains(item.record())) {
        continue;
      }
      var there = left.get(item.record());
      placed.add(there == null ? item : item.of(there));
    }
    return placed;
  }
}

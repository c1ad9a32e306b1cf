package org.samling.postgres.withdrawal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.backup.BackupWriter;
import org.samling.postgres.backup.Progress;
import org.samling.postgres.connection.Database;
import org.samling.postgres.rows.Rows;
import org.samling.postgres.rows.SqlArray;
import org.samling.postgres.schema.Migrations;
import org.samling.postgres.withdrawal.OwnersConnection.Work;
import org.samling.postgres.writer.Batch;

/**
 * Takes a tenant out of a library while the others go on: {@link #begin}, {@link #export}, {@link
 * #remove}, each of which can be done again after it was broken off.
 *
 * <p>From the begin nothing is done for the tenant any more: the database refuses every transaction
 * that would act for it, its accounts are unknown and its staff are signed out. Rows are deleted
 * some at a time, so that no transaction is long: the events and records of the others are told in
 * the order of transactions, and would wait for it.
 */
public final class TenantWithdrawal implements AutoCloseable {

  private static final int CHUNK = 2_000;
  static final String FOREIGN_KEY = "23503";

  /** How often a row may come that was written by a transaction of before the begin. */
  private static final int PASSES = 20;

  private static final String NOTE =
      "insert into operator_act (id, at, who, act, subject, detail) values (?, ?, ?, ?, ?, ?)";

  private static final String DIRECTORY = "delete from account_directory where tenant_id = ?";

  private static final String STAFF_SESSIONS =
      "delete from staff_session s using staff_user u where u.id = s.staff_id and u.tenant_id = ?";

  private static final String STAFF_OFF =
      "update staff_user set enabled = false where tenant_id = ? and enabled";

  private static final String END_LENDING = "delete from lending_agreement where other_id = ?";

  private static final String END_GUESTS =
      """
      update guest_agreement set state = 'ENDED', ended_at = now(), ended_by = ?
      where other_id = ? and state <> 'ENDED'
      """;

  /** The other tenant's policy knows its partners. */
  private static final String END_HOLDS =
      """
      with ended as (
        update hold_agreement set state = 'ENDED', ended_at = now(), ended_by = ?
        where other_id = ? and state <> 'ENDED' returning tenant_id)
      update tenant set settings_version = settings_version + 1 where id in (select tenant_id from ended)
      """;

  private static final String GUESTS_LEAVE =
      """
      with leaving as (
        update guest set leaving_since = coalesce(leaving_since, now()) where other_id = ?
        returning tenant_id, patron_id)
      insert into patron_block (tenant_id, patron_id, code) select tenant_id, patron_id, 'H' from leaving
      on conflict (tenant_id, patron_id, code) do nothing
      """;

  /** Only staff of the lender can know what becomes of their loans and fees. */
  private static final String GUESTS_STAY =
      """
      with gone as (
        delete from guest where other_id = ? returning tenant_id, patron_id),
      unblocked as (
        delete from patron_block b using gone g
        where b.tenant_id = g.tenant_id and b.patron_id = g.patron_id and b.code = 'H')
      insert into patron_block (tenant_id, patron_id, code, note)
      select tenant_id, patron_id, 'U', 'Their own library is here no more.' from gone
      on conflict (tenant_id, patron_id, code) do nothing
      returning patron_id
      """;

  private static final String NAMES =
      """
      select username from account where tenant_id = ?
      """;

  private static final String ORIGINS =
      """
      delete from login_origin where name = any (?)
        or name in (select username from staff_user where tenant_id = ?)
      """;

  /** What stands in the way of deleting rows of the same tenant. */
  private static final List<String> LOOSENED =
      List.of(
          "update item set hold_id = null where tenant_id = ? and hold_id is not null",
          "update patron set guardian_id = null where tenant_id = ? and guardian_id is not null",
          "delete from ledger_entry where tenant_id = ? and fee_id is not null");

  private static final String DELETE =
      """
      with gone as (
        delete from %1$s where ctid = any (array(select ctid from %1$s where tenant_id = ? limit ?)) returning 1)
      select count(*) from gone
      """;

  /** Harvesters of the union catalogue are told of the records that were in it. */
  private static final String CHANGES =
      """
      with told as (
        update record_change c set tenant_id = null,
          source = case when t.open_catalogue then c.source end,
          control_number = case when t.open_catalogue then c.control_number end
        from tenant t
        where t.id = c.tenant_id
          and c.record_id = any (array(select record_id from record_change where tenant_id = ? limit ?))
        returning 1)
      select count(*) from told
      """;

  private static final String IMPORTS =
      "update common_import_batch set items_tenant = null, item_rules = null where items_tenant = ?";

  /** Deleted in other ways than row by row. */
  private static final List<String> APART =
      List.of("record_change", "common_record_holder", "common_record_released");

  private final Connection connection;
  private final String code;
  private final int id;
  private final Progress progress;
  private final Map<String, Long> removed = new TreeMap<>();
  private long done;

  /**
   * What became of the tenant's rows.
   *
   * @param removed how many rows were deleted, by table
   * @param guests how many of its patrons stay at another tenant, to which they owe something
   */
  public record Removal(Map<String, Long> removed, int guests) {

    /** Copies the map. */
    public Removal {
      removed = Map.copyOf(removed);
    }
  }

  private record Known(int id, @Nullable String exportedAs) {}

  /**
   * Connects, for one tenant.
   *
   * @param url the JDBC address of the library's database
   * @param user the owner of the tables, or a superuser
   * @param code the tenant's code
   * @param progress hears how much is done
   * @throws StoreException when there is no such tenant, or another process is withdrawing it
   */
  public TenantWithdrawal(
      String url, String user, Secret password, String code, Progress progress) {
    this.code = code;
    this.progress = progress;
    try {
      connection = Migrations.primary(url, user, password).getConnection();
      try {
        connection.setAutoCommit(false);
        Rows.run(connection, "set search_path = samling, pg_temp");
        Rows.run(connection, "set statement_timeout = 0");
        // Whether something refers to a row is looked for among what is left of the tenant, and
        // not in what all tenants have.
        Rows.run(connection, "set enable_seqscan = off");
        id = known().id();
        if (!Rows.one(
            connection,
            Boolean.class,
            "select pg_try_advisory_lock(hashtextextended('withdrawal ' || ?, 0))",
            code)) {
          throw refused("The tenant \"%s\" is being withdrawn by another process.".formatted(code));
        }
        connection.commit();
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw Database.unavailable(e);
    }
  }

  private Known known() throws SQLException {
    return Rows.optional(
            connection, Known.class, "select id, exported_as from tenant where code = ?", code)
        .orElseThrow(() -> refused("There is no tenant \"%s\".".formatted(code)));
  }

  private static StoreException refused(String why) {
    return new StoreException(StoreException.Kind.REFUSED, why, null);
  }

  private <T extends @Nullable Object> T acting(int tenant, Work<T> work) throws SQLException {
    return new OwnersConnection(connection).acting(tenant, work);
  }

  private static <T extends @Nullable Object> T reported(Work<T> work) {
    try {
      return work.run();
    } catch (SQLException e) {
      throw Database.unavailable(e);
    }
  }

  /** The file to which it was exported; null where that is still to be done. */
  public @Nullable String exportedAs() {
    return reported(() -> {
      var known = known().exportedAs();
      connection.commit();
      return known;
    });
  }

  /** What the tenant has. */
  public TenantHoldings holdings() {
    return reported(() -> acting(id, () -> TenantHoldings.of(connection, id)));
  }

  /**
   * Has nothing be done for the tenant from now on, and ends its agreements.
   *
   * @param who the person who decided it, for the others' journals
   * @return the tenants at which its patrons are guests
   */
  public List<TenantId> begin(String who) {
    return reported(() -> {
      acting(
          0,
          () -> {
            Rows.run(connection, "select set_config('samling.actor', ?, true)", who);
            // What its writers are at is done first.
            Rows.run(connection, "select pg_advisory_xact_lock(?, ?)", Batch.WRITER_LOCKS, id);
            if (Rows.one(
                connection,
                Boolean.class,
                "select withdrawn_at is null from tenant where id = ?",
                id)) {
              Rows.run(
                  connection,
                  "update tenant set withdrawn_at = now(), settings_version = settings_version + 1 where id = ?",
                  id);
              note(who, "tenant-withdrawal-begun", "");
            }
            Rows.run(connection, DIRECTORY, id);
            Rows.run(connection, STAFF_SESSIONS, id);
            Rows.run(connection, STAFF_OFF, id);
            return null;
          });
      var lenders = new ArrayList<TenantId>();
      for (var other : others()) {
        acting(
            other,
            () -> {
              Rows.run(connection, END_LENDING, id);
              Rows.run(connection, END_GUESTS, who, id);
              Rows.run(connection, END_HOLDS, who, id);
              Rows.run(connection, GUESTS_LEAVE, id);
              if (Rows.one(
                  connection,
                  Boolean.class,
                  "select exists (select from guest where other_id = ?)",
                  id)) {
                lenders.add(new TenantId(other));
              }
              return null;
            });
      }
      return lenders;
    });
  }

  private List<Integer> others() throws SQLException {
    var others =
        Rows.list(connection, Integer.class, "select id from tenant where id <> ? order by id", id);
    connection.commit();
    return others;
  }

  private void note(String who, String act, String detail) throws SQLException {
    Rows.run(connection, NOTE, UUID.randomUUID(), Instant.now(), who, act, code, detail);
  }

  /**
   * Writes all that the tenant has, as it stands at one moment.
   *
   * @param writer receives it; the caller finishes it, and then calls {@link #exported}
   * @return what it has
   */
  public TenantHoldings export(BackupWriter writer) {
    return reported(() -> {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      try {
        return acting(
            id,
            () -> {
              var holdings = TenantHoldings.of(connection, id);
              new TenantExport(connection, writer, progress).write(id);
              return holdings;
            });
      } finally {
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      }
    });
  }

  /** Notes that the export is safe in a file: nothing is deleted before. */
  public void exported(String file) {
    reported(() ->
        acting(
            0,
            () -> {
              Rows.run(connection, "update tenant set exported_as = ? where id = ?", file, id);
              return null;
            }));
  }

  /**
   * Deletes everything of the tenant, and itself.
   *
   * @param keepRecords whether common records of which nobody else has items stay
   * @throws IllegalStateException when it was not exported
   */
  public Removal remove(String who, boolean keepRecords) {
    return reported(() -> {
      if (known().exportedAs() == null) {
        throw new IllegalStateException("the tenant was not exported yet");
      }
      connection.commit();
      var guests = releaseOthers();
      forgetLogins();
      for (var statement : LOOSENED) {
        acting(
            id,
            () -> {
              Rows.run(connection, statement, id);
              return null;
            });
      }
      deleteOwn();
      if (!keepRecords) {
        new ReleasedRecords(new OwnersConnection(connection), id)
            .delete(records -> count("common_record", records));
      }
      var passes = 0;
      while (!end(who, guests)) {
        if (++passes == PASSES) {
          throw new IllegalStateException("something still refers to the tenant; run it again");
        }
        deleteOwn();
      }
      return new Removal(removed, guests);
    });
  }

  /** What the other tenants have that is about it; returns how many guests stay with them. */
  private int releaseOthers() throws SQLException {
    var staying = 0;
    for (var other : others()) {
      staying +=
          acting(
              other,
              () -> {
                Rows.run(connection, END_LENDING, id);
                Rows.run(connection, "delete from guest_agreement where other_id = ?", id);
                Rows.run(connection, "delete from hold_agreement where other_id = ?", id);
                Rows.run(connection, "delete from patron_elsewhere where other_id = ?", id);
                return Rows.list(connection, UUID.class, GUESTS_STAY, id).size();
              });
    }
    return staying;
  }

  /** From where its accounts and staff logged in. */
  private void forgetLogins() throws SQLException {
    var names = acting(id, () -> Rows.list(connection, String.class, NAMES, id));
    acting(
        0,
        () -> {
          Rows.run(connection, ORIGINS, SqlArray.texts(names), id);
          Rows.run(connection, IMPORTS, id);
          return null;
        });
  }

  /** Deletes the rows of all tables; some come anew meanwhile, such as who changed what. */
  private void deleteOwn() throws SQLException {
    for (var table : TenantTables.of(connection)) {
      if (!APART.contains(table.name())) {
        delete(table);
      }
    }
  }

  private void delete(TenantTables.Table table) throws SQLException {
    for (var leaf : TenantTables.leaves(connection, table.name())) {
      var sql = DELETE.formatted(leaf);
      for (var rows = -1L; rows != 0; ) {
        rows =
            acting(table.fenced() ? id : 0, () -> Rows.one(connection, Long.class, sql, id, CHUNK));
        count(table.name(), rows);
      }
    }
  }

  private void count(String what, long rows) {
    if (rows > 0) {
      removed.merge(what, rows, Long::sum);
      done += rows;
      progress.at(done, done, what);
    }
  }

  /** Deletes the tenant itself; false where something has come that refers to it. */
  private boolean end(String who, int guests) throws SQLException {
    for (var rows = -1L; rows != 0; ) {
      rows = acting(0, () -> Rows.one(connection, Long.class, CHANGES, id, CHUNK));
    }
    var released = "common_record_released";
    delete(new TenantTables.Table(released, true));
    removed.remove(released);
    try {
      acting(
          0,
          () -> {
            Rows.run(connection, "delete from tenant where id = ?", id);
            var rows = removed.values().stream().mapToLong(Long::longValue).sum();
            note(
                who,
                "tenant-withdrawn",
                "%,d rows, %d guests stay elsewhere".formatted(rows, guests));
            return null;
          });
      return true;
    } catch (SQLException e) {
      if (FOREIGN_KEY.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw Database.unavailable(e);
    }
  }
}

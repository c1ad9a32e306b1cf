package org.samling.postgres.checkup;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordLayers;
import org.samling.core.nodes.Node;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.PostgresStore;
import org.samling.postgres.connection.Acting;
import org.samling.postgres.connection.ActingKeys;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.Keyring;
import org.samling.postgres.connection.Replication;
import org.samling.postgres.connection.Session;
import org.samling.postgres.embedded.EmbeddedPostgres;
import org.samling.postgres.rows.Rows;
import org.samling.postgres.writer.PostgresNodes;

/**
 * Examines a library's database from outside, for its administrators, with the rights of the
 * application, and changes nothing.
 */
public final class DatabaseCheckup implements AutoCloseable {

  /** The oldest major version of PostgreSQL that Samling works with. */
  public static final int OLDEST = 15;

  /** The newest that has been tested. */
  public static final int NEWEST = Integer.parseInt(EmbeddedPostgres.majorVersion());

  private static final String FACTS =
      """
      select current_setting('server_version') as version, clock_timestamp() as time,
        r.rolsuper or r.rolbypassrls as steps_over_fences,
        coalesce(pg_has_role(c.relowner, 'member'), false) as owns_tables,
        current_setting('fsync') = 'on' and current_setting('full_page_writes') = 'on' as durable,
        (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as connections,
        current_setting('max_connections')::int as max_connections,
        pg_database_size(current_database()) as size, c.oid is not null as has_library
      from pg_roles r left join pg_class c on c.oid = to_regclass('samling.tenant')
      where r.rolname = current_user
      """;

  private static final List<Lag> LAGS =
      List.of(
          new Lag(
              "statistics",
              """
              select min(o.at) from samling.outbox o
              where o.tenant_id = ? and o.xid < pg_snapshot_xmin(pg_current_snapshot()) and (o.xid, o.id) > (
                select p.xid, p.id from samling.outbox_position p where p.tenant_id = o.tenant_id and p.reader = 'statistics')
              """),
          new Lag(
              "notices to patrons",
              "select min(due_at) from samling.notice_message where tenant_id = ? and due_at < now()"),
          new Lag(
              "messages to other libraries",
              "select min(due_at) from samling.ill_message where tenant_id = ? and due_at < now()"));

  /** Common records, except those that are seen only within the record they add to. */
  private static final String COMMON_RECORDS =
      """
      select count(*) from samling.common_record r
      where not (r.format like 'DANMARC2%' and r.source = ? and exists (
        select from samling.common_record b where b.source = any (samling.base_agencies())
          and b.control_number = r.control_number and b.format like 'DANMARC2%'))
      """;

  /** A tenant's records, except deleted layers, below which the base record is seen again. */
  private static final String LOCAL_RECORDS =
      """
      select count(*) from samling.local_record r
      where r.tenant_id = ? and not (r.format like 'DANMARC2%' and r.source <> all (samling.base_agencies())
        and not exists (select from samling.record_link l where l.record_id = r.id and l.is_layer)
        and exists (
          select from samling.common_record b where b.source = any (samling.base_agencies())
            and b.control_number = r.control_number and b.format like 'DANMARC2%'))
      """;

  private static final String HAS_ACCOUNT =
      "select exists (select from samling.account_directory where username = ?)";

  private static final String HAS_CLAIMS =
      "select to_regprocedure('samling.begin_session()') is not null";

  private static final String HAS_PARTITION =
      "select to_regclass('samling.command_outcome_' || to_char(?::date, 'YYYYMMDD')) is not null";

  /** What is waiting to be done for a tenant, and since when. */
  private record Lag(String what, String sql) {}

  private final Connection connection;

  /** Whether it can act for tenants. */
  private final boolean acts;

  private DatabaseCheckup(Connection connection, boolean acts) {
    this.connection = connection;
    this.acts = acts;
  }

  /**
   * Connects; where several servers are named, to the one that may be written to.
   *
   * @param url the JDBC address
   * @param user the role of the application
   * @param own the node's own directory, or null, as {@link PostgresStore} has it
   * @param keyring the node's keys, or null where it has none: it then acts for nobody
   * @throws StoreException when the database can't be reached
   */
  public static DatabaseCheckup open(
      String url, String user, Secret password, @Nullable Path own, @Nullable Keyring keyring) {
    try {
      var connection = DatabaseServers.chosen(url, user, password, own).connect();
      var acts = keyring != null && begin(connection, keyring);
      connection.setAutoCommit(false);
      return new DatabaseCheckup(connection, acts);
    } catch (SQLException e) {
      throw Database.unavailable(e);
    }
  }

  private static boolean begin(Connection connection, Keyring keyring) throws SQLException {
    if (!Rows.one(connection, Boolean.class, HAS_CLAIMS)) {
      return false;
    }
    connection.setReadOnly(false); // a number is given, though nothing is written
    var session = Session.begin(connection, new ActingKeys(keyring));
    connection.setReadOnly(true);
    return session.isTrusted();
  }

  /**
   * Whether it can act for the library and its tenants: its keys are those that the database knows.
   */
  public boolean acts() {
    return acts;
  }

  /**
   * What the database reports about itself and the role.
   *
   * @param version of PostgreSQL
   * @param time its clock, halfway through the query
   * @param asked how far that clock may be off because the query takes time
   * @param aheadBy how far it is ahead of this machine's; negative where it is behind
   * @param stepsOverFences whether the role bypasses row-level security
   * @param ownsTables whether it may change the schema
   * @param durable whether committed data survive a power cut
   * @param connections how many clients are connected
   * @param maxConnections how many may be
   * @param size of the database in bytes
   * @param hasLibrary whether the tables exist
   */
  public record Facts(
      String version,
      Instant time,
      Duration asked,
      Duration aheadBy,
      boolean stepsOverFences,
      boolean ownsTables,
      boolean durable,
      int connections,
      int maxConnections,
      long size,
      boolean hasLibrary) {

    /** The major version of PostgreSQL. */
    public int majorVersion() {
      return Integer.parseInt(version.replaceFirst("\\D.*", ""));
    }
  }

  private record FactsRow(
      String version,
      Instant time,
      boolean stepsOverFences,
      boolean ownsTables,
      boolean durable,
      int connections,
      int maxConnections,
      long size,
      boolean hasLibrary) {

    Facts facts(Instant before, Duration took) {
      return new Facts(
          version,
          time,
          took,
          Duration.between(before.plus(took.dividedBy(2)), time),
          stepsOverFences,
          ownsTables,
          durable,
          connections,
          maxConnections,
          size,
          hasLibrary);
    }
  }

  /** Reads the facts. */
  public Facts facts() {
    return ask(() -> {
      var before = Instant.now();
      var row = Rows.one(connection, FactsRow.class, FACTS);
      return row.facts(before, Duration.between(before, Instant.now()));
    });
  }

  /** The standbys that it sends its changes to, and those that commits wait for. */
  public Replication replication() {
    return ask(() -> Replication.of(connection));
  }

  /** The servers that serve the library; none where its schema is too old to list them. */
  public List<Node> nodes() {
    return ask(() ->
        Rows.one(connection, Boolean.class, "select to_regclass('samling.node') is not null")
            ? Rows.list(connection, PostgresNodes.Row.class, PostgresNodes.ALL).stream()
                .map(PostgresNodes.Row::node)
                .toList()
            : List.of());
  }

  /** The codes of all tenants, with their numbers. */
  public Map<String, Integer> tenants() {
    record TenantRow(String code, int id) {}
    return ask(() ->
        Rows.list(connection, TenantRow.class, "select code, id from samling.tenant").stream()
            .collect(Collectors.toMap(TenantRow::code, TenantRow::id)));
  }

  /** Whether there is an account of this name, for any protocol. */
  public boolean hasAccount(String username) {
    return ask(() -> {
      Rows.run(connection, Acting.SET, Acting.ALL);
      return Rows.one(connection, Boolean.class, HAS_ACCOUNT, username);
    });
  }

  /**
   * Something that has been waiting for longer than it should.
   *
   * @param tenant its tenant
   * @param what what it is, as a plural
   * @param since since when
   */
  public record Waiting(String tenant, String what, Instant since) {}

  /** How many records a complete index would find. */
  public long searchableRecords() {
    return ask(() -> {
      long count = Rows.one(connection, Long.class, COMMON_RECORDS, RecordLayers.ENRICHMENT_AGENCY);
      for (var tenant : tenants().values()) {
        Rows.run(connection, Acting.SET, Acting.of(new TenantId(tenant)));
        count += Rows.one(connection, Long.class, LOCAL_RECORDS, tenant);
      }
      connection.rollback(); // so that the next query sees later changes
      return count;
    });
  }

  /** The oldest entry of each kind of scheduled work that is overdue, for each tenant. */
  public List<Waiting> waiting() {
    return ask(() -> {
      var waiting = new ArrayList<Waiting>();
      for (var tenant : tenants().entrySet()) {
        Rows.run(connection, Acting.SET, Acting.of(new TenantId(tenant.getValue())));
        for (var lag : LAGS) {
          Rows.optional(connection, Instant.class, lag.sql, tenant.getValue())
              .ifPresent(since -> waiting.add(new Waiting(tenant.getKey(), lag.what, since)));
        }
      }
      return waiting;
    });
  }

  /** The last day that partitions exist for; null for none. */
  public @Nullable LocalDate partitionsUntil() {
    return ask(() -> {
      var day = LocalDate.now(ZoneOffset.UTC);
      LocalDate last = null;
      for (var i = 0; i < 8; i++) {
        var next = day.plusDays(i);
        if (!Rows.one(connection, Boolean.class, HAS_PARTITION, next)) {
          return last;
        }
        last = next;
      }
      return last;
    });
  }

  private interface Question<T extends @Nullable Object> {
    T ask() throws SQLException;
  }

  private <T extends @Nullable Object> T ask(Question<T> question) {
    try {
      return question.ask();
    } catch (SQLException e) {
      throw Database.unavailable(e);
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

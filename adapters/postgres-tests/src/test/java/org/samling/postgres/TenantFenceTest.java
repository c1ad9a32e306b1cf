package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Acting;
import org.samling.postgres.connection.PatronKeys;
import org.samling.postgres.loader.FactsLoader;
import org.samling.postgres.loader.Use;
import org.samling.postgres.rows.Pipeline;

/**
 * The fence between tenants is the database's own: these statements carry no tenant condition, or
 * another tenant's, as if the application had forgotten its own, and are run by the application's
 * role and by the owner's. The tables are those that the database's catalogue knows, so that none
 * is forgotten.
 */
class TenantFenceTest {

  /** Tables with a tenant_id that are not fenced, and why. */
  private static final Map<String, String> OPEN_TO_ALL =
      Map.of(
          "account_directory",
          "finds the tenant of an account, for whoever acts for one or for all; names only",
          "record_change",
          "the feed of the index and of those who harvest, of all tenants; numbers and agencies only",
          "common_record_holder",
          "the union catalogue's holdings, which are public",
          "record_link",
          "which records are read together for the index; numbers only",
          "authority_link",
          "which records follow which authority records, for the index; numbers and digests only",
          "staff_user",
          "of the library as a whole: finds who signs in, and operators are of all tenants",
          "samling_person.link",
          "who is one person; in a schema that the application can't look into");

  /** Tables without a tenant_id, and why. */
  private static final Map<String, String> NOBODYS =
      Map.ofEntries(
          Map.entry("tenant", "the tenants themselves"),
          Map.entry("common_record", "bibliographic records that belong to all"),
          Map.entry("catalogue_moment", "when which transactions had ended"),
          Map.entry("database_line", "which database the library is in"),
          Map.entry("common_import_batch", "imports of them"),
          Map.entry("common_import_earlier", "versions of them before an import replaced them"),
          Map.entry("write_probe", "what is written to find out whether that can be done"),
          Map.entry("node", "the servers: addresses, versions, and how far their indexes are"),
          Map.entry("acting_key", "the keys of claims; only the owner can look at it"),
          Map.entry("staff_session", "who is signed in; of the library as a whole"),
          Map.entry("staff_sign_in", "who has given a password and no code yet; the same"),
          Map.entry("staff_second_factor", "their sealed secrets; operators are of all tenants"),
          Map.entry("staff_recovery_code", "their hashes; operators are of all tenants"),
          Map.entry("login_origin", "from where names logged in, before their tenant is known"),
          Map.entry(
              "operator_act", "what was done with the server itself; of the library as a whole"),
          Map.entry("common_import_repair", "what imports repaired in them"),
          Map.entry("common_import_review", "which of them wait for somebody's decision"),
          Map.entry("common_match_point", "by which fields imports match them"),
          Map.entry("common_record_key", "what they have in those fields"),
          Map.entry("common_record_due", "which of them are to be looked at for that"),
          Map.entry("common_import_seen", "which of them an import found as they come"),
          Map.entry(
              "flyway_schema_history",
              "the migrations that were run; the application can't look at it"));

  private static final String TABLES =
      """
      select case when c.relnamespace = 'samling'::regnamespace then c.relname else c.oid::regclass::text end
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname not in ('pg_catalog', 'information_schema', 'pristine') and n.nspname !~ '^pg_toast|^pg_temp'
        and c.relkind in ('r', 'p') and not c.relispartition
      """;

  private static final String HAS_TENANT =
      " and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id')";

  private static FencedLibrary fenced;
  private static TestLibrary library;
  private static List<String> tables;

  /** The application's, as its role. */
  private static Connection application;

  @BeforeAll
  static void open() throws SQLException {
    fenced = new FencedLibrary();
    library = fenced.library;
    application = library.application();
    application.commit(); // its search path outlives what is rolled back
    tables = fenced.catalogue(TABLES + HAS_TENANT + " order by 1");
    tables.removeAll(OPEN_TO_ALL.keySet());
  }

  @AfterAll
  static void close() throws SQLException {
    application.close();
    fenced.close();
  }

  /** Work within a transaction of the application's that acts for a tenant, and is rolled back. */
  private interface Work<T> {
    T on(Statement statement) throws SQLException;
  }

  private static <T> T acting(@Nullable TenantId tenant, Work<T> work) throws SQLException {
    try (var statement = application.createStatement()) {
      if (tenant != null) {
        TestLibrary.act(application, Acting.of(tenant));
      }
      return work.on(statement);
    } finally {
      application.rollback();
    }
  }

  private static int run(TenantId tenant, String sql) throws SQLException {
    return acting(tenant, statement -> statement.executeUpdate(sql));
  }

  /** The first column of what the application sees. */
  private static List<String> seen(@Nullable TenantId tenant, String sql) throws SQLException {
    return acting(
        tenant,
        statement -> {
          var texts = new ArrayList<String>();
          try (var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
              texts.add(rows.getString(1));
            }
          }
          return texts;
        });
  }

  /** How many rows a change reached; none where the application may not make it at all. */
  private static int reached(TenantId tenant, String sql) {
    try {
      return run(tenant, sql);
    } catch (SQLException e) {
      assertThat(e.getMessage()).contains("permission denied");
      return 0;
    }
  }

  @Test
  void everyTableIsATenantsOrHasAReasonNotToBe() {
    assertThat(fenced.catalogue(TABLES + " and not (true" + HAS_TENANT + ")"))
        .containsExactlyInAnyOrderElementsOf(NOBODYS.keySet());
    assertThat(fenced.catalogue(TABLES + HAS_TENANT)).containsAll(OPEN_TO_ALL.keySet());
    assertThat(tables).hasSizeGreaterThan(30);
    for (var closed : List.of("flyway_schema_history", "samling_person.link")) {
      assertThatThrownBy(() -> run(library.south, "select from " + closed))
          .as(closed)
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void everyTableOfATenantIsFencedByOneRuleAlsoAgainstItsOwner() {
    var tenant = "(tenant_id = acting_tenant())";
    var asked = "(require_claim() AND %s)".formatted(tenant);
    var rules =
        fenced.catalogue(
            """
            select c.relname || ' ' || c.relrowsecurity || ' ' || c.relforcerowsecurity || ' ' || p.permissive
              || ' ' || p.roles::text || ' ' || p.cmd || ' ' || p.qual || ' ' || p.with_check
            from pg_class c left join pg_policies p on p.schemaname = 'samling' and p.tablename = c.relname
            where c.relnamespace = 'samling'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
              and c.relname = any ('{%s}')
            """
                .formatted(String.join(",", tables)));
    assertThat(rules)
        .containsExactlyInAnyOrderElementsOf(
            tables.stream()
                .map(table ->
                    "%s true true PERMISSIVE {public} ALL %s %s".formatted(table, asked, tenant))
                .toList());
  }

  @Test
  void whatIsOfNoTenantIsFencedByWhoMayReachIt() {
    assertThat(
            fenced.catalogue(
                """
                select tablename || ' ' || policyname || ' ' || cmd || ' ' || qual from pg_policies
                where schemaname = 'samling' and policyname <> 'tenant'
                """))
        .containsExactlyInAnyOrder(
            "staff_user library ALL (require_claim() AND (( SELECT acting_tenant() AS acting_tenant) = 0))",
            "staff_session library ALL (require_claim() AND (( SELECT acting_tenant() AS acting_tenant) = 0))",
            "staff_sign_in library ALL (require_claim() AND (( SELECT acting_tenant() AS acting_tenant) = 0))",
            "staff_second_factor library ALL (require_claim() AND (( SELECT acting_tenant() AS acting_tenant) = 0))",
            "staff_recovery_code library ALL (require_claim() AND (( SELECT acting_tenant() AS acting_tenant) = 0))",
            "login_origin library ALL (require_claim() AND (( SELECT acting_tenant() AS acting_tenant) = 0))",
            "operator_act library ALL (require_claim() AND (( SELECT acting_tenant() AS acting_tenant) = 0))",
            "account_directory claimed ALL (require_claim() AND (acting_tenant() IS NOT NULL))",
            "tenant claimed ALL (acting_tenant() IS NOT NULL)",
            "tenant open SELECT true");
  }

  @Test
  void everyTableHasRowsOfBothTenantsToBeKeptApart() {
    var softly = new SoftAssertions();
    for (var table : tables) {
      softly
          .assertThat(fenced.catalogue("select distinct tenant_id from " + table + " order by 1"))
          .as("FencedLibrary fills " + table)
          .containsExactly(library.north.toString(), library.south.toString());
    }
    softly.assertAll();
  }

  @Test
  void withoutATenantNothingIsSeen() throws SQLException {
    for (var table : tables) {
      assertThat(seen(null, "select tenant_id from " + table)).as(table).isEmpty();
    }
  }

  @Test
  void withoutAConditionEachTenantSeesItsOwnRowsOnly() throws SQLException {
    for (var table : tables) {
      for (var tenant : List.of(library.north, library.south)) {
        assertThat(seen(tenant, "select distinct tenant_id from " + table))
            .as(table)
            .containsExactly(tenant.toString());
      }
      assertThat(
              seen(
                  library.south,
                  "select tenant_id from " + table + " where tenant_id = " + library.north))
          .as(table)
          .isEmpty();
    }
  }

  @Test
  void rowsOfAnotherTenantAreNeitherChangedNorDeleted() {
    for (var table : tables) {
      for (var change :
          List.of("update " + table + " set tenant_id = tenant_id", "delete from " + table)) {
        assertThat(reached(library.south, change + " where tenant_id = " + library.north))
            .as(change)
            .isZero();
      }
    }
  }

  @Test
  void withoutAConditionAChangeReachesTheOwnRowsOnly() throws SQLException {
    for (var table : tables) {
      var own = seen(library.south, "select tenant_id from " + table).size();
      var change = "update " + table + " set tenant_id = tenant_id";
      assertThat(reached(library.south, change)).as(change).isIn(0, own);
    }
  }

  @Test
  void rowsAreNotGivenToAnotherTenant() {
    for (var table : tables) {
      assertThatThrownBy(
              () -> run(library.south, "update " + table + " set tenant_id = " + library.north))
          .as(table)
          .satisfies(e ->
              assertThat(e.getMessage())
                  .containsAnyOf("violates row-level security", "permission denied"));
    }
  }

  @Test
  void rowsOfAnotherTenantAreNotInserted() {
    for (var table : tables) {
      var columns =
          String.join(
              ", ",
              fenced.catalogue(
                  """
                  select quote_ident(attname) from pg_attribute
                  where attrelid = '%s'::regclass and attnum > 0 and not attisdropped and attgenerated = ''
                  order by attnum
                  """
                      .formatted(table)));
      var row =
          fenced
              .catalogue(
                  "select quote_literal(to_jsonb(t)) from %s t where tenant_id = %s limit 1"
                      .formatted(table, library.north))
              .getFirst();
      assertThatThrownBy(() ->
              run(
                  library.south,
                  "insert into %s (%s) select %s from jsonb_populate_record(null::%s, %s)"
                      .formatted(table, columns, columns, table, row)))
          .as(table)
          .satisfies(e ->
              assertThat(e.getMessage())
                  .containsAnyOf("violates row-level security", "permission denied"));
    }
  }

  @Test
  void factsThatAreAskedForAnotherTenantAreNotFound() throws SQLException {
    var commands =
        List.of(
            TestLibrary.checkout(library.north, "A", "1"),
            TestLibrary.hold(library.north, "B", TestLibrary.OTHER_TITLE, TestLibrary.MAIN));
    for (var tenant : List.of(library.north, library.south)) {
      var facts = new Facts();
      var load = Pipeline.of(library.north).add(Acting.SET, Acting.of(tenant));
      new FactsLoader(library.north, commands, new PatronKeys(TestLibrary.keyring()), Use.ALL)
          .addTo(load, facts);
      load.run(application);
      application.rollback();
      var isOwn = tenant.equals(library.north);
      assertThat(facts.patron("A").isPresent()).isEqualTo(isOwn);
      assertThat(facts.patron("B").isPresent()).isEqualTo(isOwn);
      assertThat(facts.item("1").isPresent()).isEqualTo(isOwn);
      assertThat(facts.patron("B").stream().flatMap(b -> facts.holdsOf(b.id())))
          .as("the hold for which item 6 is set aside")
          .hasSize(isOwn ? 1 : 0);
    }
  }

  @Test
  void ownerOfTheTablesIsFencedToo() throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                library.roles.url(), library.roles.owner(), library.roles.ownerPassword().value());
        var statement = connection.createStatement()) {
      for (var table : tables) {
        try (var rows = statement.executeQuery("select count(*) from samling." + table)) {
          rows.next();
          assertThat(rows.getInt(1)).as(table).isZero();
        }
      }
    }
  }

  @Test
  void applicationRoleHasNoWayAroundTheFence() {
    var role = library.roles.application();
    assertThat(
            fenced.catalogue(
                "select from pg_roles where rolname = '%s' and (rolsuper or rolbypassrls or rolcreaterole or rolreplication)"
                    .formatted(role)))
        .isEmpty();
    assertThat(
            fenced.catalogue(
                "select rolname from pg_roles where rolname <> '%1$s' and pg_has_role('%1$s', oid, 'member')"
                    .formatted(role)))
        .as("roles that it could take on")
        .isEmpty();
    assertThat(
            fenced.catalogue(
                """
                select relname from pg_class where relowner = '%1$s'::regrole
                union all select proname from pg_proc where proowner = '%1$s'::regrole
                union all select nspname from pg_namespace where nspowner = '%1$s'::regrole
                  or (has_schema_privilege('%1$s', oid, 'create') and nspname !~ '^pg_')
                """
                    .formatted(role)))
        .as("what it owns, and where it could make something of its own")
        .isEmpty();
    assertThat(
            fenced.catalogue(
                "select relname from pg_class where relispartition and has_table_privilege('%s', oid, 'select,insert,update,delete,truncate,references,trigger')"
                    .formatted(role)))
        .as("partitions, which have no fence of their own")
        .isEmpty();
    assertThat(
            fenced.catalogue(
                "select relname from pg_class where relnamespace = 'samling'::regnamespace and relkind in ('r', 'p') and has_table_privilege('%s', oid, 'truncate,trigger')"
                    .formatted(role)))
        .as("tables that it could empty past the fence, or put a trigger on")
        .isEmpty();
    assertThat(
            fenced.catalogue(
                "select relname from pg_class where relnamespace = 'samling'::regnamespace and relkind in ('v', 'm', 'f')"))
        .as("views, which would be looked through with their owner's eyes")
        .isEmpty();
    assertThatThrownBy(() ->
            acting(
                library.south,
                statement -> {
                  statement.execute("set local row_security = off");
                  return statement.execute("select from patron");
                }))
        .hasMessageContaining("row-level security");
  }

  @Test
  void ledgerAndAuditOnlyGrow() {
    for (var sql :
        List.of(
            "delete from ledger_entry",
            "update ledger_entry set amount = 0",
            "delete from payment",
            "update payment set amount = 1",
            "delete from configuration_version",
            "update configuration_version set who = 'nobody'",
            "insert into configuration_version (tenant_id, who, protocol, kind, name, level, unit) values (2, 'x', '', 'x', '', '', '')",
            "delete from audit",
            "update audit set actor = ''")) {
      assertThatThrownBy(() -> run(library.south, sql))
          .as(sql)
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void commandForAnotherTenantsThingsFindsNothing() {
    library
        .store
        .itemRegister()
        .putItems(
            library.north,
            List.of(NewItem.plain("NORTH", TestLibrary.TITLE, TestLibrary.MAIN, "book")));

    assertThat(library.store.inquiries().item(library.south, "NORTH")).isEmpty();
    assertThat(library.submit(TestLibrary.checkout(library.south, "A", "NORTH")))
        .isInstanceOfSatisfying(
            CheckoutOutcome.Refused.class,
            r -> assertThat(r.reason()).isEqualTo(RefusalReason.ITEM_UNKNOWN));
  }
}

package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.organisation.Secret;
import org.samling.core.staff.SignIn;
import org.samling.core.staff.Staff;
import org.samling.core.staff.StaffRole;
import org.samling.postgres.connection.Acting;
import org.samling.postgres.connection.ActingKeys;
import org.samling.postgres.connection.Keyring;
import org.samling.postgres.rows.Rows;

/**
 * Somebody has the password of the application's role, and reaches the database past the server.
 * The keys, which are not in the database, they don't have.
 */
class StolenRoleTest {

  /** The error that a session without a claim gets where it asks for more than what is public. */
  private static final String NO_CLAIM = "this session has shown no claim";

  private static final String TOKEN = "'\\x" + "ab".repeat(32) + "'::bytea";

  private static FencedLibrary fenced;
  private static TestLibrary library;
  private static SignIn.Welcome karen;
  private Connection stolen;

  @BeforeAll
  static void open() throws SQLException {
    fenced = new FencedLibrary();
    library = fenced.library;
    var staff = library.store.staff();
    staff.add(
        new Staff.NewMember(
            "karen", "Karen", StaffRole.OPERATOR, null, Set.of(), new Secret("word")));
    karen = (SignIn.Welcome) staff.signIn("karen", new Secret("word"), null);
  }

  @AfterAll
  static void close() throws SQLException {
    fenced.close();
  }

  @BeforeEach
  void steal() throws SQLException {
    stolen = library.applicationWithoutKeys();
    stolen.commit();
  }

  @AfterEach
  void leave() throws SQLException {
    stolen.close();
  }

  private long count(String sql) throws SQLException {
    try (var statement = stolen.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void assertRefused(String sql, String message) throws SQLException {
    assertThatThrownBy(() -> Rows.run(stolen, sql)).as(sql).hasMessageContaining(message);
    stolen.rollback();
  }

  /** What PostgreSQL shows the application's other sessions of what one of them runs. */
  private String shownOf(Connection other) throws SQLException {
    return Rows.one(
        stolen,
        String.class,
        "select query from pg_stat_activity where pid = ?",
        Rows.one(other, Integer.class, "select pg_backend_pid()"));
  }

  @Test
  void sayingForWhichTenantItActsShowsItNothing() throws SQLException {
    for (var table :
        fenced.catalogue("select tablename from pg_policies where policyname = 'tenant'")) {
      Rows.run(stolen, "set samling.tenant = '%s'".formatted(library.south));
      assertRefused("select count(*) from " + table, NO_CLAIM);
    }
    assertRefused(
        "insert into patron_category values (%s, 'x', 'x', 1, 1, 1)".formatted(library.south),
        "row-level security");
  }

  @Test
  void settingThatTellsForWhomItActsIsNotItsToSet() throws SQLException {
    for (var way :
        List.of(
            "set backtrace_functions = '%s'",
            "select set_config('backtrace_functions', '%s', true)",
            "alter role current_user set backtrace_functions = '%s'",
            "select act_as(%s)",
            "update pg_settings set setting = '%s' where name = 'backtrace_functions'")) {
      assertRefused(way.formatted(library.south), "permission denied");
    }
    var login = new Properties();
    login.setProperty("user", library.roles.application());
    login.setProperty("password", library.roles.applicationPassword().value());
    login.setProperty("options", "-c backtrace_functions=" + library.south);
    assertThatThrownBy(() -> DriverManager.getConnection(library.roles.url(), login))
        .hasMessageContaining("permission denied");
  }

  @Test
  void claimThatNoKeyHasSignedIsRefused() throws SQLException {
    Rows.run(stolen, "select begin_session()");
    stolen.commit();
    var key = fenced.catalogue("select id from acting_key").getFirst();
    for (var claim :
        List.of(
            library.south.toString(),
            library.south + "..",
            "%s.%s.".formatted(library.south, key),
            "%s.%s.%s".formatted(library.south, key, "00".repeat(32)))) {
      assertRefused("select act_for('%s')".formatted(claim), "key file");
    }
    assertRefused("select act_for('x.y.z')", "invalid input syntax");
  }

  @Test
  void claimIsWorthNothingInAnotherSessionAndForAnotherTenant() throws SQLException {
    Rows.run(stolen, "select begin_session()");
    stolen.commit();
    try (var own = library.application()) {
      var claim = Acting.of(library.north).on(own);
      assertRefused("select act_for('%s')".formatted(claim), "key file");
      TestLibrary.act(own, Acting.of(library.north));
      own.rollback();
      var forged = claim.replaceFirst("^[0-9]+", library.south.toString());
      assertThatThrownBy(() -> Rows.run(own, "select act_for('%s')".formatted(forged)))
          .hasMessageContaining("key file");
    }
  }

  @Test
  void claimIsNotShownToOtherSessionsOfTheRole() throws SQLException {
    try (var own = library.application()) {
      TestLibrary.act(own, Acting.of(library.north));
      assertThat(shownOf(own)).doesNotContain(library.north + ".");
    }
  }

  @Test
  void transactionActsForNobodyAfterTheOneThatDid() throws SQLException {
    try (var own = library.application();
        var statement = own.createStatement()) {
      for (var commits : List.of(true, false)) {
        TestLibrary.act(own, Acting.of(library.north));
        try (var seen = statement.executeQuery("select acting_tenant()")) {
          assertThat(seen.next() ? seen.getString(1) : "").isEqualTo(library.north.toString());
        }
        if (commits) {
          own.commit();
        } else {
          own.rollback();
        }
        try (var seen = statement.executeQuery("select acting_tenant(), count(*) from patron")) {
          assertThat(seen.next() ? seen.getString(1) : "").isNull();
          assertThat(seen.getLong(2)).isZero();
        }
      }
    }
  }

  @Test
  void numberOfASessionIsChosenByNobody() throws SQLException {
    for (var way :
        List.of(
            "select setval('session_number', 1)",
            "select nextval('session_number')",
            "select currval('session_number')",
            "select * from session_number",
            "alter sequence session_number restart")) {
      assertThatThrownBy(() -> Rows.run(stolen, way))
          .as(way)
          .satisfies(
              e -> assertThat(e.getMessage()).containsAnyOf("permission denied", "must be owner"));
      stolen.rollback();
    }
  }

  @Test
  void keysOfClaimsAreNeitherReadNorAdded() throws SQLException {
    assertRefused("select * from acting_key", "permission denied");
    assertRefused("insert into acting_key values ('x', 'x', 'x')", "permission denied");
    assertRefused(
        "select put_acting_key('%s', %s, %s)".formatted("0".repeat(16), TOKEN, TOKEN),
        "only the library as a whole");
    assertRefused("select end_acting_key('x')", "only the library as a whole");
  }

  @Test
  void rowInStaffSessionIsRefused() throws SQLException {
    assertRefused(
        "insert into staff_session (token_hash, staff_id) values (%s, '%s')"
            .formatted(TOKEN, karen.member().id()),
        "permission denied");
    assertRefused(
        "select begin_staff_session(%s, '%s')".formatted(TOKEN, karen.member().id()),
        "row-level security");
  }

  /** A condition that PostgreSQL takes for harmless would be tried before the fence. */
  @Test
  void conditionOfTheCallersIsTriedOnNoRowThatIsNotShown() throws SQLException {
    for (var table :
        List.of("patron where name", "staff_user where username", "login_origin where name")) {
      assertRefused(
          "explain (analyze) select from %s <> 'nobody' or (select count(*) > 0 from pg_am)"
              .formatted(table),
          NO_CLAIM);
    }
  }

  /** An index is read before rows are hidden, and a plan tells how many it had. */
  @Test
  void planTellsNotWhetherAnIndexHasAName() throws SQLException {
    for (var asked :
        List.of(
            "staff_user where username = 'karen'",
            "login_origin where name = 'staff karen'",
            "account_directory where username like 'north%'",
            "patron_identifier where value = 'A'")) {
      for (var statement :
          List.of(
              "select from %s",
              "select from pg_am where exists (select from %s)",
              "select from pg_am left join (select 1 from %s) s on true",
              "declare c cursor for select from %s")) {
        assertRefused("explain (analyze) " + statement.formatted(asked), NO_CLAIM);
      }
    }
    assertRefused(
        "explain (analyze) update staff_user set name = '' where username = 'karen'", NO_CLAIM);
  }

  /** They are made from values of all tenants. */
  @Test
  void estimatesOfThePlannerAreNotTold() throws SQLException {
    library.asSuperuser("analyze patron, staff_user");
    var tables =
        fenced.catalogue(
            """
            select distinct c.relname from pg_policy p join pg_class c on c.oid = p.polrelid
            where c.relname <> 'tenant' and has_any_column_privilege('%s', c.oid, 'select')
            """
                .formatted(library.roles.application()));
    assertThat(tables).hasSizeGreaterThan(50).contains("staff_user", "account_directory", "outbox");
    for (var table : tables) {
      assertRefused("explain select from " + table, NO_CLAIM);
      assertThat(count("select count(*) from pg_stats where tablename = '%s'".formatted(table)))
          .as(table)
          .isZero();
    }
  }

  @Test
  void sessionIsANodesOnceItHasShownAClaimAndNoSooner() throws SQLException {
    var asked = "select count(*) from patron";
    assertRefused(asked, NO_CLAIM);
    Rows.run(stolen, "select begin_session()");
    stolen.commit();
    assertRefused(asked, NO_CLAIM);
    assertRefused("select act_for('1.x.00')", "key file");
    assertRefused(asked, NO_CLAIM);
    try (var own = library.application()) {
      assertThat(Rows.one(own, Long.class, asked)).as("a claim was shown, none holds").isZero();
      Rows.run(own, "select begin_session()");
      assertThatThrownBy(() -> Rows.run(own, asked))
          .as("another number, by which nothing was claimed")
          .hasMessageContaining(NO_CLAIM);
    }
  }

  @Test
  void planThatANodeMadeForNobodyIsGoodForATenant() throws SQLException {
    try (var own = library.application();
        var statement = own.createStatement()) {
      statement.execute("set plan_cache_mode = force_generic_plan");
      statement.execute("prepare patrons as select count(*) from patron");
      statement.execute("prepare staff as select count(username) from staff_user");
      own.commit();
      for (var acting : List.of(Acting.of(library.north), Acting.ALL, Acting.of(library.south))) {
        assertThat(run(statement, "patrons")).as("nobody").isZero();
        assertThat(run(statement, "staff")).as("nobody").isZero();
        TestLibrary.act(own, acting);
        var isAll = acting == Acting.ALL;
        assertThat(run(statement, "patrons") > 0).isNotEqualTo(isAll);
        assertThat(run(statement, "staff") > 0).isEqualTo(isAll);
        own.commit();
      }
    }
  }

  private static long run(Statement statement, String prepared) throws SQLException {
    try (var rows = statement.executeQuery("execute " + prepared)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Test
  void staffAreNeitherFoundNorChangedNorAdded() throws SQLException {
    assertThat(library.store.staff().signedIn(karen.token(), true)).isPresent();
    for (var what :
        List.of(
            "count(username) from staff_user",
            "count(password_hash) from password_of_staff('karen')",
            "count(*) from staff_sign_in",
            "count(*) from staff_second_factor",
            "count(*) from staff_recovery_code",
            "count(*) from login_origin",
            "count(*) from operator_act",
            "end_sessions_of_staff('karen')")) {
      assertRefused("select " + what, NO_CLAIM);
    }
    assertRefused("update staff_user set enabled = false, role = 'OPERATOR'", NO_CLAIM);
    assertRefused("select password_hash from staff_user", NO_CLAIM);
    assertRefused("select * from staff_session", NO_CLAIM);
    assertRefused(
        "insert into staff_user (id, username, name, role, password_hash, pepper_version) values (gen_random_uuid(), 'eve', 'Eve', 'OPERATOR', 'x', 1)",
        "row-level security");
    assertThat(library.store.staff().signedIn(karen.token(), true)).isPresent();
  }

  @Test
  void whatIsOfAllTenantsIsNotChanged() throws SQLException {
    assertRefused("select count(*) from account_directory", NO_CLAIM);
    Rows.run(stolen, "update tenant set open_catalogue = true, name = 'x'");
    stolen.commit();
    assertThat(fenced.catalogue("select name from tenant")).doesNotContain("x");
    assertRefused(
        "insert into tenant (id, code, name, time_zone, currency) values (999, 'x', 'x', 'UTC', 'DKK')",
        "row-level security");
    assertRefused(
        "insert into account_directory (username, tenant_id, account_id) values ('x', 1, gen_random_uuid())",
        "row-level security");
    for (var call :
        List.of(
            "maintain_partitions('2099-01-01')",
            "maintain_access_log('2099-01-01')",
            "drop_loan_history()")) {
      assertRefused("select " + call, "only the library as a whole");
    }
    assertRefused(
        "select * from rows_of_person(array[%s])".formatted(TOKEN), "does not ask for another's");
  }

  @Test
  void transactionOfATenantReachesNeitherStaffNorSessions() throws SQLException {
    assertThat(library.texts(library.north, "select username from staff_user")).isEmpty();
    try (var own = library.application()) {
      TestLibrary.act(own, Acting.of(library.north));
      assertThatThrownBy(() ->
              Rows.run(
                  own,
                  "select begin_staff_session(%s, '%s')".formatted(TOKEN, karen.member().id())))
          .hasMessageContaining("row-level security");
      own.rollback();
      TestLibrary.act(own, Acting.ALL);
      assertThatThrownBy(() -> Rows.run(own, "select password_hash from staff_user"))
          .as("nor does that of the library as a whole read a hash without a sign-in")
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void keyThatWasEndedSignsNothingAnyMore(@TempDir Path directory) {
    var file = directory.resolve("keys.properties");
    ActingKeys.trust(library.roles, Keyring.loadOrCreate(file));
    var settings = TestLibrary.settings(library.roles, 8);
    try (var store = new PostgresStore(settings, Keyring.loadOrCreate(file))) {
      assertThat(store.tenants().all()).isNotEmpty();
      library.asSuperuser("update acting_key set until = now()");
      assertThatThrownBy(() -> store.tenants().all()).hasMessageContaining("key file");
    } finally {
      library.asSuperuser("update acting_key set until = 'infinity'");
    }
  }
}

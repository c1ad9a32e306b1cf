package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.CheckoutOutcome;
import org.samling.core.circulation.FeeCommand;
import org.samling.core.circulation.FeeType;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.RefusalReason;
import org.samling.core.organisation.OwnTexts.OwnText;
import org.samling.postgres.embedded.TestPostgres;

/**
 * The fence between tenants is the database's own: these statements carry no tenant condition, as
 * if the application had forgotten it, and are run by the application's role and by the owner's.
 */
class TenantFenceTest {

  private static TestLibrary library;
  private static List<String> fenced;

  @BeforeAll
  static void open() throws SQLException {
    library = new TestLibrary();
    library.submit(TestLibrary.checkout(library.north, "A", "1"));
    library.submit(TestLibrary.hold(library.north, "B", TestLibrary.OTHER_TITLE, TestLibrary.MAIN));
    library.submit(
        new FeeCommand.ChargeFee(
            TestLibrary.origin(library.north, "fee", TestLibrary.MAIN),
            "A",
            FeeType.DAMAGE,
            100,
            null,
            null,
            Instant.now()));
    library.submit(
        new FeeCommand.Pay(
            TestLibrary.origin(library.north, "payment", TestLibrary.MAIN),
            "A",
            50,
            List.of(),
            null,
            Instant.now()));
    library
        .store
        .catalogue()
        .putRecords(library.north, List.of(TestLibrary.record(TestLibrary.TITLE, "Lokal")));
    library
        .store
        .ownTexts()
        .put(library.north, List.of(new OwnText("009", "pin.wrong", "Forkert")));
    fenced = tablesOfTenants();
  }

  @AfterAll
  static void close() {
    library.close();
  }

  /** Every table with a tenant_id, but for those that are no tenant's and hold numbers only. */
  private static List<String> tablesOfTenants() throws SQLException {
    var tables = new ArrayList<String>();
    try (var connection = TestPostgres.connect(library.roles.url());
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
                where c.relnamespace = 'samling'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
                  and a.attname = 'tenant_id'
                  and c.relname not in ('account_directory', 'record_change', 'common_record_holder')
                order by 1
                """)) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    return tables;
  }

  @Test
  void everyTableOfATenantIsFencedAlsoAgainstItsOwner() throws SQLException {
    assertThat(fenced)
        .contains("loan", "patron", "item", "ledger_entry", "audit", "outbox")
        .hasSizeGreaterThan(20);
    try (var connection = TestPostgres.connect(library.roles.url());
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                select count(*) from pg_class where relnamespace = 'samling'::regnamespace
                  and relrowsecurity and relforcerowsecurity
                """)) {
      rows.next();
      assertThat(rows.getInt(1)).isEqualTo(fenced.size());
    }
  }

  @Test
  void withoutATenantNothingIsSeen() {
    for (var table : fenced) {
      assertThat(library.count(null, "select count(*) from " + table)).as(table).isZero();
    }
  }

  @Test
  void eachTenantSeesItsOwnRowsOnly() {
    for (var table : List.of("loan", "hold", "ledger_entry", "payment", "outbox", "local_record")) {
      assertThat(library.count(library.north, "select count(*) from " + table))
          .as(table)
          .isPositive();
      assertThat(library.count(library.south, "select count(*) from " + table)).as(table).isZero();
    }
    assertThat(
            library.count(
                library.south, "select count(*) from patron where tenant_id <> " + library.south))
        .isZero();
  }

  @Test
  void rowsOfAnotherTenantCanNeitherBeWrittenNorChanged() throws SQLException {
    try (var connection = library.application();
        var statement = connection.createStatement()) {
      statement.execute("select set_config('samling.tenant', '" + library.south + "', true)");
      assertThat(
              statement.executeUpdate(
                  "update item set status = 'LOST' where tenant_id = " + library.north))
          .isZero();
      assertThatThrownBy(() ->
              statement.execute(
                  "insert into patron_category values (%s, 'x', 'x', 1, 1, 1)"
                      .formatted(library.north)))
          .hasMessageContaining("row-level security");
    }
  }

  @Test
  void ownerOfTheTablesIsFencedToo() throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                library.roles.url(), library.roles.owner(), library.roles.ownerPassword().value());
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(*) from samling.patron")) {
      rows.next();
      assertThat(rows.getInt(1)).isZero();
    }
  }

  @Test
  void applicationRoleHasNoWayAroundTheFence() throws SQLException {
    try (var connection = TestPostgres.connect(library.roles.url());
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select rolsuper or rolbypassrls or rolcreaterole from pg_roles where rolname = '%s'"
                    .formatted(library.roles.application()))) {
      rows.next();
      assertThat(rows.getBoolean(1)).isFalse();
    }
    try (var connection = library.application();
        var statement = connection.createStatement()) {
      var partition =
          "audit_" + LocalDate.now(ZoneOffset.UTC).toString().replace("-", "").substring(0, 6);
      assertThatThrownBy(() -> statement.execute("select * from " + partition))
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void ledgerAndAuditOnlyGrow() throws SQLException {
    for (var sql :
        List.of(
            "delete from ledger_entry",
            "update ledger_entry set amount = 0",
            "delete from payment",
            "update payment set amount = 1",
            "delete from audit",
            "update audit set actor = ''")) {
      try (var connection = library.application();
          var statement = connection.createStatement()) {
        assertThatThrownBy(() -> statement.execute(sql)).hasMessageContaining("permission denied");
      }
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
    assertThat(library.store.inquiries().patron(library.south, "A").orElseThrow().patron().debt())
        .isZero();
  }
}

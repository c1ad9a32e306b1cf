package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.CirculationContract;
import org.samling.core.organisation.Secret;
import org.samling.postgres.connection.DatabaseSettings;
import org.samling.postgres.embedded.TestPostgres;

/**
 * The whole contract of circulation, kept by a store that has forgotten its tenant in every
 * condition, beside another tenant with the same cards, barcodes and titles: row-level security
 * alone keeps the two apart.
 */
class UnconditionedStoreTest implements CirculationContract {

  /** What another tenant has, to be as it was after every test. */
  private static final String OTHERS =
      """
      select (select string_agg(i.barcode || i.status, ',' order by barcode) from item i)
        || ' ' || (select count(*) from loan) || ' ' || (select count(*) from hold)
        || ' ' || (select count(*) from ledger_entry) || ' ' || (select count(*) from audit)
      """;

  private ContractLibrary library;
  private String others;

  @BeforeEach
  void open() {
    var made = new TestLibrary();
    made.submit(TestLibrary.checkout(made.south, "A", "2"));
    made.submit(TestLibrary.checkout(made.south, "C", "3"));
    made.submit(TestLibrary.hold(made.south, "B", TestLibrary.TITLE, TestLibrary.BRANCH));
    made.submit(TestLibrary.checkin(made.south, "2", TestLibrary.MAIN));
    others = made.text(made.south, OTHERS);
    library =
        new ContractLibrary(
            made, unconditioned(application(made)), unconditioned(application(made)));
  }

  @AfterEach
  void close() {
    try {
      assertThat(library.library().text(library.library().south, OTHERS)).isEqualTo(others);
      Invariants.check(library.library());
    } finally {
      library.close();
    }
  }

  private static DatabaseSettings application(TestLibrary library) {
    return TestLibrary.settings(library.roles, 64);
  }

  private static PostgresStore unconditioned(DatabaseSettings settings) {
    return new PostgresStore(
        new DatabaseSettings(
            UnconditionedDriver.url(settings.url()),
            settings.user(),
            settings.password(),
            settings.connections(),
            settings.batch(),
            settings.queue(),
            settings.answerWithin()),
        TestLibrary.keyring());
  }

  @Override
  public Library library() {
    return library;
  }

  @Test
  void statementsAskForNoTenantAnyMore() {
    assertThat(
            UnconditionedDriver.unconditioned(
                "select from loan l join item i on i.tenant_id = l.tenant_id and i.id = l.item_id where l.tenant_id = ?"))
        .isEqualTo(
            "select from loan l join item i on (i.tenant_id = l.tenant_id or true) and i.id = l.item_id where (l.tenant_id = ? or true)");
  }

  @Test
  void withoutTheFenceAStoreWithoutConditionsMixesTenants() {
    var made = library.library();
    var record =
        UUID.fromString(
            made.text(made.north, "select common_record_id from item where barcode = '1'"));
    var own = library.inquiries().items(made.north, List.of(record)).get(record);
    assertThat(own).as("whom the fence stops").hasSize(5);
    var superuser = TestPostgres.server().superuser();
    try (var unfenced =
        unconditioned(
            DatabaseSettings.of(
                made.roles.url(), superuser.user(), new Secret(superuser.password())))) {
      assertThat(unfenced.inquiries().items(made.north, List.of(record)).get(record))
          .as("whom no fence stops")
          .hasSize(10);
    }
  }
}

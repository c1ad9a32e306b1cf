package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestPatrons.CPR;
import static org.samling.postgres.TestPatrons.patron;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.patron.Contact;
import org.samling.core.patron.Cpr;
import org.samling.core.patron.Membership;
import org.samling.core.patron.Particulars;
import org.samling.core.patron.PatronKind;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.core.patron.Persons;
import org.samling.postgres.connection.Acting;
import org.samling.postgres.connection.ActingKeys;
import org.samling.postgres.connection.Keyring;
import org.samling.postgres.connection.PatronKeys;
import org.samling.postgres.embedded.TestPostgres;

/** The patrons of several tenants who are one person: found by the registry's events only. */
class PersonLinkTest {

  private static final String OTHER_CPR = "1702709876";

  private TestLibrary library;

  @BeforeEach
  void open() {
    library = new TestLibrary();
  }

  @AfterEach
  void close() {
    library.close();
  }

  @Test
  void eventOfARegistryFindsThePersonsRowInEveryTenantThatHasOne() {
    patron().cpr(CPR).put(library, library.north, "N");
    patron().cpr(CPR).put(library, library.south, "S");
    patron().cpr(OTHER_CPR).put(library, library.south, "T");

    assertThat(library.store.persons().rowsOf(Cpr.of(CPR)))
        .containsExactly(
            new Persons.Row(library.north, TestPatrons.id(library, library.north, "N"), MAIN),
            new Persons.Row(library.south, TestPatrons.id(library, library.south, "S"), MAIN));
    assertThat(library.store.persons().rowsOf(Cpr.of("1802709876"))).isEmpty();
  }

  @Test
  void numberThatWasWrongIsReplacedAndNoLongerFindsThePatron() {
    patron().cpr(OTHER_CPR).put(library, library.north, "N");
    patron().cpr(CPR).put(library, library.north, "N");

    assertThat(library.store.persons().rowsOf(Cpr.of(OTHER_CPR))).isEmpty();
    assertThat(library.store.persons().rowsOf(Cpr.of(CPR))).hasSize(1);
    assertThat(library.store.inquiries().patron(library.north, OTHER_CPR)).isEmpty();
    assertThat(library.store.inquiries().patron(library.north, CPR)).isPresent();
  }

  @Test
  void applicationCanNotLookIntoTheLinks() throws SQLException {
    patron().cpr(CPR).put(library, library.north, "N");
    for (var sql :
        List.of(
            "select * from samling_person.link",
            "insert into samling_person.link values ('x', 1, 1, gen_random_uuid())",
            "delete from samling_person.link")) {
      try (var connection = library.application();
          var statement = connection.createStatement()) {
        assertThatThrownBy(() -> statement.execute(sql)).hasMessageContaining("permission denied");
      }
    }
  }

  @Test
  void tenantCanNotAskForAnothersPatronsAndCanNotLinkThem() throws SQLException {
    patron().cpr(CPR).put(library, library.north, "N");
    try (var connection = library.application();
        var statement = connection.createStatement()) {
      TestLibrary.act(connection, Acting.of(library.south));
      assertThatThrownBy(
              () -> statement.execute("select * from rows_of_person(array['\\x00'::bytea])"))
          .hasMessageContaining("does not ask for another's patrons");
    }
    try (var connection = library.application();
        var statement = connection.createStatement()) {
      assertThatThrownBy(() ->
              statement.execute(
                  "select link_persons(array[gen_random_uuid()], array[1::smallint], array['\\x00'::bytea])"))
          .hasMessageContaining("linked for a tenant");
    }
  }

  @Test
  void personsHashIsAnotherInEveryTenantsOwnTables() throws SQLException {
    patron().cpr(CPR).put(library, library.north, "N");
    patron().cpr(CPR).put(library, library.south, "S");

    var kept =
        strings(
            """
            select value from samling.patron_identifier where kind = 'CPR'
            union all select encode(cpr_sealed, 'hex') from samling.patron where cpr_sealed is not null
            union all select 'link:' || encode(hmac, 'hex') from samling_person.link group by hmac
            """);
    assertThat(kept).hasSize(5).doesNotHaveDuplicates();
    var hashes = kept.stream().map(k -> k.substring(k.lastIndexOf(':') + 1)).toList();
    assertThat(hashes).doesNotHaveDuplicates();
  }

  private List<String> strings(String sql) throws SQLException {
    var strings = new ArrayList<String>();
    try (var connection = TestPostgres.connect(library.roles.url());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        strings.add(rows.getString(1));
      }
    }
    return strings;
  }

  @Test
  void newKeyIsTakenIntoUseRowByRowAndTheOldOneFindsUntilThen(@TempDir Path directory)
      throws IOException, SQLException {
    var file = directory.resolve("keys.properties");
    var old = "pepper.1=" + "A".repeat(43) + "=\n";
    Files.writeString(file, old);
    var settings = TestLibrary.settings(library.roles, 8);
    ActingKeys.trust(library.roles, Keyring.loadOrCreate(file));
    try (var store = new PostgresStore(settings, Keyring.loadOrCreate(file))) {
      put(store);
    }
    Files.writeString(file, old + "pepper.2=" + "B".repeat(43) + "=\n");
    try (var store = new PostgresStore(settings, Keyring.loadOrCreate(file))) {
      assertFound(store);
      store.maintain();
      assertFound(store);
    }
    assertThat(strings("select value from samling.patron_identifier where kind = 'CPR'"))
        .singleElement()
        .satisfies(value -> assertThat(value).startsWith("cpr:2:"));
    assertThat(
            strings(
                """
                select cpr_seal_key_version::text from samling.patron where cpr_sealed is not null
                union all select key_version::text from samling_person.link
                """))
        .containsExactly("2", "2");
  }

  private void put(PostgresStore store) {
    var one =
        new NewPatron(
            "K",
            "Navn",
            new Membership("adult", MAIN, "009"),
            null,
            Contact.NONE,
            null,
            List.of(),
            Particulars.of(PatronKind.PERSON, List.of(), Cpr.of(CPR)));
    store.patronRegister().putPatrons(library.north, List.of(one));
  }

  private void assertFound(PostgresStore store) {
    assertThat(store.inquiries().patron(library.north, CPR)).isPresent();
    assertThat(store.persons().rowsOf(Cpr.of(CPR))).hasSize(1);
  }

  @Test
  void sealedNumberOpensForItsPatronOnly() {
    var keys = new PatronKeys(TestLibrary.keyring());
    var patron = UUID.randomUUID();
    var sealed = keys.seal(library.north, patron, Cpr.of(CPR));

    assertThat(keys.open(library.north, patron, sealed)).isEqualTo(Cpr.of(CPR));
    assertThat(keys.seal(library.north, patron, Cpr.of(CPR))).isNotEqualTo(sealed);
    assertThatThrownBy(() -> keys.open(library.south, patron, sealed))
        .isInstanceOf(IllegalStateException.class);
  }
}

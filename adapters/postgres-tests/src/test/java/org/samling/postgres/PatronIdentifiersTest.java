package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.TITLE;
import static org.samling.postgres.TestLibrary.checkin;
import static org.samling.postgres.TestLibrary.checkout;
import static org.samling.postgres.TestLibrary.hold;
import static org.samling.postgres.TestPatrons.CPR;
import static org.samling.postgres.TestPatrons.patron;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.Secret;
import org.samling.core.patron.IdentifierKind;
import org.samling.core.patron.Particulars.NewIdentifier;
import org.samling.core.patron.PatronProfile;
import org.samling.core.patron.PatronRegister.UnfitPatronException;
import org.samling.postgres.embedded.TestPostgres;

/** By what patrons are named: cards, CPR numbers, UNI-Login names, e-mail addresses. */
class PatronIdentifiersTest extends PatronsFixture {

  @Test
  void patronIsFoundByCardCprUniLoginAndEmail() {
    patron()
        .cpr(CPR)
        .identifiers(
            identifier(IdentifierKind.CARD, "CARD-2"),
            identifier(IdentifierKind.UNI_LOGIN, "navn0042"),
            identifier(IdentifierKind.EMAIL, "navn@example.org"))
        .put(library, library.north, "P");

    assertLends("P", "1");
    assertLends("CARD-2", "2");
    assertLends("navn0042", "3");
    assertLends("navn@example.org", "4");
    assertLends(CPR, "5");
    assertLends("170270-9875", "6");
    assertThat(library.store.inquiries().patron(library.north, CPR).orElseThrow().loans())
        .hasSize(6);
    assertThat(library.store.patronAuthentication().check(library.north, CPR, new Secret("1234")))
        .isPresent();
    assertThat(library.store.inquiries().patron(library.south, CPR)).isEmpty();
  }

  @Test
  void cprNumberIsKeptNowhereInClearAndShownToNobody() throws SQLException {
    patron().cpr(CPR).put(library, library.north, "P");
    CompletableFuture.allOf(
            library.store.submit(checkout(library.north, CPR, "1")),
            library.store.submit(checkin(library.north, "1", MAIN)),
            library.store.submit(hold(library.north, CPR, TITLE, MAIN)))
        .join();
    library.submit(checkout(library.north, CPR, "2"));
    var returned = library.submit(checkin(library.north, "2", MAIN));

    assertThat(returned)
        .isInstanceOfSatisfying(
            CheckinOutcome.Returned.class, r -> assertThat(r.patron()).isEqualTo("P"));
    var account = library.store.inquiries().patron(library.north, CPR).orElseThrow();
    assertThat(account.patron().identifier()).isEqualTo("P");
    assertThat(profile("P").identifiers())
        .filteredOn(i -> i.kind() == IdentifierKind.CPR)
        .singleElement()
        .satisfies(i -> assertThat(i.value()).isNull());
    assertThat(inTables(CPR)).isZero();
    assertThat(inTables("P")).isPositive();
  }

  /** In how many rows of any table a text stands, read by the superuser. */
  private int inTables(String text) throws SQLException {
    var found = 0;
    try (var connection = TestPostgres.connect(library.roles.url());
        var tables = connection.createStatement();
        var names =
            tables.executeQuery(
                """
                select schemaname || '.' || tablename from pg_tables where schemaname in ('samling', 'samling_person')
                """)) {
      while (names.next()) {
        try (var statement = connection.createStatement();
            var row =
                statement.executeQuery(
                    "select count(*) from %s t where t::text like '%%%s%%'"
                        .formatted(names.getString(1), text))) {
          row.next();
          found += row.getInt(1);
        }
      }
    }
    return found;
  }

  @Test
  void keyedHashOfACprNumberOpensNothing() throws SQLException {
    patron().cpr(CPR).put(library, library.north, "P");
    var kept = new String[1];
    try (var connection = TestPostgres.connect(library.roles.url());
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select value from samling.patron_identifier where kind = 'CPR'")) {
      row.next();
      kept[0] = row.getString(1);
    }
    assertThat(kept[0]).startsWith("cpr:1:");
    assertNobody(kept[0], RefusalReason.PATRON_UNKNOWN);
  }

  @Test
  void blockedCardFindsNobodyAndSaysSoWhileTheOthersGoOn() {
    patron()
        .identifiers(identifier(IdentifierKind.CARD, "CARD-2"))
        .put(library, library.north, "P");

    library.submit(
        new PatronCommand.BlockIdentifier(from(), new PatronName.Identifier("P"), "lost"));

    assertNobody("P", RefusalReason.IDENTIFIER_BLOCKED);
    assertLends("CARD-2", "1");
    assertThat(profile("P").identifiers())
        .extracting(PatronProfile.Identifier::blocked)
        .containsExactly(null, "lost");

    library.submit(new PatronCommand.UnblockIdentifier(from(), new PatronName.Identifier("P")));
    assertLends("P", "2");
  }

  @Test
  void blockOfACardCountsForTheNextCommandOfTheSameBatch() {
    var outcomes =
        List.of(
            library.store.submit(checkout(library.north, "A", "1")),
            library.store.submit(
                new PatronCommand.BlockIdentifier(from(), new PatronName.Identifier("A"), "lost")),
            library.store.submit(checkout(library.north, "A", "2")));

    assertThat(outcomes.getFirst().join()).isInstanceOf(CheckoutOutcome.Granted.class);
    assertThat(outcomes.getLast().join())
        .isInstanceOfSatisfying(
            CheckoutOutcome.Refused.class,
            r -> assertThat(r.reason()).isEqualTo(RefusalReason.IDENTIFIER_BLOCKED));
  }

  @Test
  void cardCountsFromItsFirstDayToItsLast() {
    patron()
        .identifiers(
            new NewIdentifier(IdentifierKind.CARD, "PAST", null, null, today.minusDays(2)),
            new NewIdentifier(IdentifierKind.CARD, "FUTURE", null, today.plusDays(2), null),
            new NewIdentifier(
                IdentifierKind.CARD, "NOW", null, today.minusDays(2), today.plusDays(2)))
        .put(library, library.north, "P");

    assertNobody("PAST", RefusalReason.IDENTIFIER_EXPIRED);
    assertNobody("FUTURE", RefusalReason.IDENTIFIER_EXPIRED);
    assertLends("NOW", "1");
  }

  @Test
  void blockedIdentifierThatIsNoCardIsAsUnknownAsAnother() {
    patron()
        .identifiers(new NewIdentifier(IdentifierKind.EMAIL, "navn@example.org", "misused"))
        .cpr(CPR)
        .put(library, library.north, "P");
    library.submit(
        new PatronCommand.BlockIdentifier(from(), new PatronName.Identifier(CPR), "misused"));

    assertNobody("navn@example.org", RefusalReason.PATRON_UNKNOWN);
    assertNobody(CPR, RefusalReason.PATRON_UNKNOWN);
    assertNobody("nobody@example.org", RefusalReason.PATRON_UNKNOWN);
  }

  @Test
  void identifierBelongsToOnePatron() {
    patron()
        .identifiers(identifier(IdentifierKind.EMAIL, "navn@example.org"))
        .cpr(CPR)
        .put(library, library.north, "P");

    assertThatThrownBy(() ->
            patron()
                .identifiers(identifier(IdentifierKind.EMAIL, "navn@example.org"))
                .put(library, library.north, "Q"))
        .isInstanceOfSatisfying(
            UnfitPatronException.class,
            e -> {
              assertThat(e.card()).isEqualTo("Q");
              assertThat(e.particular()).isEqualTo("identifiers");
            });
    assertThatThrownBy(() -> patron().cpr(CPR).put(library, library.north, "Q"))
        .isInstanceOf(UnfitPatronException.class)
        .hasMessageNotContaining(CPR);
    assertThat(library.store.inquiries().profile(library.north, "Q")).isEmpty();
  }
}

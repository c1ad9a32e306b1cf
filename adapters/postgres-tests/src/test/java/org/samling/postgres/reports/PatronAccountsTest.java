package org.samling.postgres.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.StoreException;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.PatronAccount.Part;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.CountedDriver;
import org.samling.postgres.TestLibrary;

/** Patrons of several tenants who are asked for by many at once, in the same round trips. */
class PatronAccountsTest {

  private static final int CALLERS = 400;

  private TestLibrary library;

  @BeforeEach
  void open() {
    library = new TestLibrary();
  }

  @AfterEach
  void close() {
    library.close();
  }

  private record Asked(TenantId tenant, String card, Future<String> told) {}

  private String tell(TenantId tenant, String card) {
    return library
        .store
        .inquiries()
        .patron(tenant, card)
        .map(PatronAccountsTest::text)
        .orElse("nobody");
  }

  /** What tells one account from another. */
  private static String text(PatronAccount account) {
    return "%s %s has %s, waits for %s"
        .formatted(
            account.patron().id(),
            account.patron().name(),
            account.loans().stream().map(PatronAccount.Loan::barcode).toList(),
            account.holds().stream().map(PatronAccount.Hold::id).toList());
  }

  @Test
  void eachOfManyWhoAskAtOnceIsToldOfItsOwnPatronAndTenant() throws Exception {
    library.submit(TestLibrary.checkout(library.north, "A", "1"));
    library.submit(TestLibrary.checkout(library.north, "A", "2"));
    library.submit(TestLibrary.checkout(library.south, "B", "3"));
    library.submit(
        TestLibrary.hold(library.north, "B", TestLibrary.OTHER_TITLE, TestLibrary.BRANCH));
    var cards = List.of("A", "B", "C", "X", "nobody");
    var asked = new ArrayList<Asked>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < CALLERS; i++) {
        var tenant = i % 3 == 0 ? library.south : library.north;
        var card = cards.get(i % cards.size());
        asked.add(new Asked(tenant, card, threads.submit(() -> tell(tenant, card))));
      }
    }
    for (var one : asked) {
      assertThat(one.told().get())
          .as("%s %s", one.tenant(), one.card())
          .isEqualTo(tell(one.tenant(), one.card()));
    }
    assertThat(tell(library.north, "A")).isNotEqualTo(tell(library.south, "A"));
  }

  /** How many statements a part of an account takes beside who the patron is. */
  @Test
  void accountTakesOneStatementAndOneMoreForEachPartThatIsAskedFor() {
    library.submit(TestLibrary.checkout(library.north, "A", "1"));
    try (var node = CountedDriver.store(library)) {
      node.inquiries().policy(library.north);
      node.guestReception().isLender(library.north);
      for (var parts : List.of(Set.<Part>of(), Set.of(Part.LOANS), Part.LISTS, Part.ALL)) {
        var asked = CountedDriver.asked(() -> node.inquiries().patron(library.north, "A", parts));
        assertThat(asked).as("round trips for " + parts).hasSize(1);
        // Beside the sight of the tenant, and the end.
        assertThat(asked.getFirst().split(";\n")).hasSize(2 + 1 + parts.size());
      }
      var account = node.inquiries().patron(library.north, "A", Set.of(Part.HOLDS)).orElseThrow();
      assertThat(account.patron().loans()).isEqualTo(1);
      assertThat(account.holds()).isEmpty();
      assertThatThrownBy(account::loans).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void identifierThatTheStoreRefusesSpoilsOnlyItsOwnAnswer() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var told = new ArrayList<Future<String>>();
      var refused = new ArrayList<Future<String>>();
      for (var i = 0; i < 100; i++) {
        told.add(threads.submit(() -> tell(library.north, "A")));
        refused.add(threads.submit(() -> tell(library.north, "A\0")));
      }
      for (var i = 0; i < told.size(); i++) {
        assertThat(told.get(i).get()).contains("Navn, A");
        var bad = refused.get(i);
        assertThatThrownBy(bad::get).hasCauseInstanceOf(StoreException.class);
      }
    }
  }

  @Test
  void storeThatIsAwayIsToldToAllWhoAsk() throws Exception {
    assertThat(tell(library.north, "A")).as("before").contains("Navn, A");
    library.setCutOff(true);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var told = new ArrayList<Future<String>>();
      for (var i = 0; i < 50; i++) {
        told.add(threads.submit(() -> tell(library.north, "A")));
      }
      for (var one : told) {
        assertThatThrownBy(one::get).hasCauseInstanceOf(StoreException.class);
      }
    } finally {
      library.setCutOff(false);
    }
    assertThat(tell(library.north, "A")).contains("Navn, A");
  }
}

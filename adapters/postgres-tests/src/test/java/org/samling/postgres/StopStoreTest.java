package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.BRANCH;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.checkin;
import static org.samling.postgres.TestLibrary.origin;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.Inquiries.StoppedLoan;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.policy.PolicyRegister;
import org.samling.core.policy.Suspension;
import org.samling.core.policy.Suspension.Stopped;

/** How stops are kept, and what is found that they concern. */
class StopStoreTest {

  private TestLibrary library;
  private PolicyRegister register;
  private LocalDate today;

  @BeforeEach
  void open() {
    library = new TestLibrary();
    register = library.store.policyRegister();
    today = library.store.inquiries().policy(library.north).day(Instant.now());
  }

  @AfterEach
  void close() {
    library.close();
  }

  static Suspension stop(String code, LocalDate from, LocalDate until, Set<String> branches) {
    return new Suspension(
        code, branches, from, until, Set.of(Stopped.DUE_DATES, Stopped.RECALLS), "Test", "anna");
  }

  private void put(String code) {
    register.putSuspension(library.north, stop(code, today, today.plusDays(10), Set.of()));
  }

  private List<String> pending() {
    return register.pendingSuspensions(library.north).stream()
        .map(p -> p.suspension().code() + (p.isRemoved() ? " removed" : ""))
        .toList();
  }

  private List<String> counting() {
    return library.store.inquiries().policy(library.north).suspensions().stream()
        .map(Suspension::code)
        .sorted()
        .toList();
  }

  /** A loan that is due in so many days, at the end of the day. */
  private void lend(String item, String branch, int days) {
    var zone = library.store.inquiries().policy(library.north).tenant().zone();
    library.submit(
        new LoanCommand.Checkout(
            origin(library.north, UUID.randomUUID(), branch),
            "A",
            item,
            false,
            new LoanCommand.AsRecorded(
                Instant.now(),
                today.plusDays(days + 1L).atStartOfDay(zone).minusSeconds(1).toInstant(),
                0)));
  }

  private List<String> stopped(Suspension stop, @Nullable UUID after, int limit) {
    return library
        .store
        .inquiries()
        .stoppedLoans(library.north, stop, Set.of(), after, limit)
        .stream()
        .map(StoppedLoan::barcode)
        .toList();
  }

  @Test
  void stopIsPendingUntilItIsAppliedAsItWas() {
    put("s");
    var first = register.pendingSuspensions(library.north).getFirst();
    put("s");
    assertThat(register.markApplied(library.north, first))
        .as("it was put again meanwhile")
        .isFalse();
    assertThat(pending()).containsExactly("s");
    assertThat(
            register.markApplied(
                library.north, register.pendingSuspensions(library.north).getFirst()))
        .isTrue();
    assertThat(pending()).isEmpty();
    assertThat(counting()).containsExactly("s");
  }

  @Test
  void stopThatIsTakenAwayCountsNoMoreAndIsKeptUntilItIsWorkedOff() {
    put("s");
    assertThat(register.removeSuspension(library.north, "s")).isTrue();
    assertThat(register.removeSuspension(library.north, "s")).isFalse();
    assertThat(counting()).isEmpty();
    assertThat(pending()).containsExactly("s removed");

    register.markApplied(library.north, register.pendingSuspensions(library.north).getFirst());

    assertThat(pending()).isEmpty();
    assertThat(library.count(library.north, "select count(*) from suspension")).isZero();
  }

  @Test
  void stopThatIsSetAgainAfterItWasTakenAwayCounts() {
    put("s");
    register.removeSuspension(library.north, "s");
    put("s");
    assertThat(counting()).containsExactly("s");
    assertThat(pending()).containsExactly("s");
  }

  @Test
  void pendingStopsComeInTheOrderOfTheirChange() {
    put("b");
    put("a");
    put("b");
    assertThat(pending()).containsExactly("a", "b");
  }

  @Test
  void loansThatAreDueInTheStopAtItsBranchesAreFoundPageByPage() {
    lend("1", MAIN, 4);
    lend("2", MAIN, 5);
    lend("3", MAIN, 10);
    lend("4", MAIN, 11);
    lend("5", BRANCH, 7);
    lend("6", MAIN, 7);
    library.submit(checkin(library.north, "6", MAIN));
    var here = stop("s", today.plusDays(5), today.plusDays(10), Set.of(MAIN));
    var everywhere = stop("s", today.plusDays(5), today.plusDays(10), Set.of());

    assertThat(stopped(here, null, 10)).containsExactlyInAnyOrder("2", "3");
    assertThat(stopped(everywhere, null, 10)).containsExactlyInAnyOrder("2", "3", "5");
    assertThat(library.store.inquiries().countStoppedLoans(library.north, everywhere)).isEqualTo(3);
    assertThat(library.store.inquiries().countStoppedLoans(library.south, everywhere)).isZero();
    var first =
        library.store.inquiries().stoppedLoans(library.north, everywhere, Set.of(), null, 2);
    assertThat(first).hasSize(2);
    assertThat(stopped(everywhere, first.getLast().item(), 2)).hasSize(1);
  }

  @Test
  void loansThatAnyStopHasMovedAreFoundWhateverThisOneStops() {
    put("s");
    lend("1", MAIN, 5);
    lend("2", MAIN, 15);
    var fees =
        new Suspension(
            "fees", Set.of(), today, today.plusDays(20), Set.of(Stopped.FEES), "Test", "anna");
    assertThat(stopped(fees, null, 10)).containsExactly("1");
    assertThat(
            library.count(
                library.north,
                "select count(*) from loan where unstopped_due_at is not null and due_at > unstopped_due_at"))
        .isEqualTo(1);
  }
}

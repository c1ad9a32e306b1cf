package org.samling.routes.ncip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.postgres.CountedDriver;
import org.samling.postgres.PostgresStore;
import org.samling.postgres.TestLibrary;
import org.samling.testing.Eventually;

/** What LookupUser reads, and how long a partner's login counts without being looked up. */
class NcipReadsTest {

  private static final Duration FOR_EVER = Duration.ofDays(1);

  private final TestLibrary library = new TestLibrary();
  private PostgresStore node;

  @BeforeEach
  void open() {
    node = CountedDriver.store(library);
    node.inquiries().policy(library.north);
    node.guestReception().isLender(library.north);
  }

  @AfterEach
  void close() {
    node.close();
    library.close();
  }

  /** The statements of the only round trip of a LookupUser, without begin, sight and commit. */
  private static List<String> read(TestPartner partner, String elements) {
    partner.lookUp("A", elements);
    var asked =
        CountedDriver.asked(() ->
            assertThat(partner.lookUp("A", elements))
                .contains("<LookupUserResponse>")
                .doesNotContain("Problem"));
    assertThat(asked).as("round trips").hasSize(1);
    var statements = List.of(asked.getFirst().split(";\n"));
    assertThat(statements.getFirst()).contains("act_for");
    assertThat(statements.getLast()).isEqualTo("commit");
    return statements.subList(1, statements.size() - 1);
  }

  @Test
  void lookupUserReadsOnlyTheListsThatItAsksFor() {
    library.submit(TestLibrary.checkout(library.north, "A", "1"));
    try (var partner = new TestPartner(node, FOR_EVER)) {
      assertThat(read(partner, "<UserElementType>Block Or Trap</UserElementType>"))
          .singleElement()
          .asString()
          .contains("patron_identifier");
      assertThat(read(partner, "<LoanedItemsDesired/>")).hasSize(2);
      assertThat(read(partner, "<RequestedItemsDesired/>")).hasSize(2);
      assertThat(read(partner, "<UserFiscalAccountDesired/>")).hasSize(2);
      assertThat(
              read(
                  partner,
                  "<LoanedItemsDesired/><RequestedItemsDesired/><UserFiscalAccountDesired/>"))
          .hasSize(4);
      assertThat(partner.lookUp("A", "<LoanedItemsDesired/>"))
          .contains("<LoanedItemCountValue>1</LoanedItemCountValue>", "<Title>Ærø</Title>");
    }
  }

  @Test
  void accountIsLookedUpOnceInTheTimeThatALoginCounts() {
    try (var partner = new TestPartner(node, FOR_EVER)) {
      partner.lookUp("A", "");
      assertThat(CountedDriver.during(() -> partner.lookUp("A", ""))).isEqualTo(1);
    }
    try (var partner = new TestPartner(node, Duration.ZERO)) {
      partner.lookUp("A", "");
      assertThat(CountedDriver.during(() -> partner.lookUp("A", ""))).isEqualTo(2);
    }
  }

  @Test
  void passwordThatIsWrongIsRefusedWhileTheRightOneIsKept() {
    try (var partner = new TestPartner(node, FOR_EVER)) {
      assertThat(partner.lookUp("A", "")).doesNotContain("Problem");
      assertThat(partner.lookUp("guess", "A", "")).contains("System Authentication Failed");
      assertThat(partner.lookUp("A", "")).doesNotContain("Problem");
    }
  }

  /** Another node switches it off: what is kept here is found out by asking. */
  @Test
  void accountThatIsSwitchedOffIsRefusedWithinTheTimeThatALoginCounts() {
    try (var partner = new TestPartner(node, Duration.ofSeconds(2));
        var strict = new TestPartner(node, Duration.ZERO)) {
      assertThat(partner.lookUp("A", "")).doesNotContain("Problem");
      assertThat(strict.lookUp("A", "")).doesNotContain("Problem");
      enable(false);
      assertThat(strict.lookUp("A", "")).contains("System Authentication Failed");
      Eventually.holds(
          "it is refused", () -> partner.lookUp("A", "").contains("System Authentication Failed"));
      enable(true);
      assertThat(partner.lookUp("A", "")).doesNotContain("Problem");
    }
  }

  private void enable(boolean enabled) {
    library.store.libraryRegister().putEnabled(library.north, "north-ncip", enabled);
  }
}

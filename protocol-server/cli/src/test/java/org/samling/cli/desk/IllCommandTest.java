package org.samling.cli.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.cli.common.TenantCommands;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOrder.Requester;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.ill.InterlibraryOrder.WantedRecord;
import org.samling.core.ill.InterlibraryRequests;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.Placement;
import org.samling.core.search.RecordRef;
import org.samling.postgres.TestLibrary;
import picocli.CommandLine.ParameterException;

class IllCommandTest {

  private final TestLibrary library = new TestLibrary();

  @AfterEach
  void close() {
    library.close();
  }

  private void placed(String reference, @Nullable WantedRecord record, Placement placement) {
    library
        .store
        .interlibraryRequests()
        .place(
            library.north,
            TestLibrary.MAIN,
            new InterlibraryOrder(
                new Requester("union", "DK-710100"),
                reference,
                CommandKey.of(InterlibraryRequests.SAME_BYTES, reference).hex(),
                record,
                new Description("Fortællinger", "Blixen", null, null, null, null, null),
                Service.LOAN,
                LocalDate.of(2026, 12, 24),
                null,
                "hurtigt",
                null,
                "<ILL-APDU/>"),
            placement);
  }

  private void two() {
    placed("r1", null, new Placement(InterlibraryState.REQUESTED, null));
    placed(
        "r2",
        new WantedRecord(TestLibrary.TITLE, new RecordRef(UUID.randomUUID(), null)),
        new Placement(InterlibraryState.UNFILLED, "no item of t:1 is lent"));
  }

  private String ill(String... arguments) {
    return TenantCommands.run(new IllCommand(), library.store, arguments);
  }

  private String failing(String... arguments) {
    return TenantCommands.run(1, new IllCommand(), library.store, arguments);
  }

  @Test
  void whereThereIsNothingThatIsSaid() {
    assertThat(ill("list")).contains("There are no open requests.");
    assertThat(ill("list", "--state", "unfilled")).contains("There are no requests in this state.");
    assertThat(ill("queue")).contains("All messages to other libraries are delivered.");
    assertThat(failing("show", "1")).contains("There is no request 1.");
    assertThat(failing("answer", "1", "unfilled")).contains("There is no request 1.");
  }

  @Test
  void requestsThatAreNotOverAreListedAndOthersWhereTheyAreAskedFor() {
    two();
    assertThat(ill("list"))
        .contains("1  requested", "loan  DK-710100 (union)  Fortællinger  before 2026-12-24")
        .doesNotContain("unfilled");
    assertThat(ill("list", "--state", "unfilled", "--state", "will-supply"))
        .contains("2  unfilled", "t:1");
    assertThat(ill("list", "--after", "1")).contains("There are no open requests.");
  }

  @Test
  void requestIsShownWithAllThatHappenedToIt() {
    two();
    assertThat(ill("answer", "1", "will-supply", "--note", "i morgen"))
        .contains("Request 1 is will-supply.");
    assertThat(ill("show", "1"))
        .contains(
            "state      will-supply", "reference  r1", "author     Blixen", "note       hurtigt")
        .contains("requested by union", "will-supply by ", ": i morgen")
        .doesNotContain("ILL-APDU");
    assertThat(ill("show", "1", "--message")).contains("<ILL-APDU/>");
    assertThat(ill("show", "2")).contains("unfilled by union: no item of t:1 is lent");
  }

  @Test
  void whatMayNotFollowIsRefusedAndWhatMayIsNamed() {
    two();
    assertThat(failing("answer", "1", "checked-in"))
        .contains(
            "Request 1 is requested; it can become will-supply, shipped, cancelled, unfilled.");
    assertThat(failing("answer", "2", "cancelled")).contains("is unfilled; it is closed.");
  }

  @Test
  void requestOfOnesOwnGoesToItsLendersAndItsItemComesAndGoes() {
    assertThat(
            ill(
                "request",
                "--branch",
                TestLibrary.MAIN,
                "--patron",
                "A",
                "--title",
                "Sult",
                "--lender",
                "DK-710100",
                "--lender",
                "DK-710200"))
        .contains("Request 1 goes to DK-710100, then DK-710200.");
    assertThat(ill("list")).contains("1  sent", "Sult");
    assertThat(ill("show", "1"))
        .contains("side       borrowing", "library    DK-710100", "to DK-710100: request, waiting")
        .contains("lender 1   DK-710100, now", "lender 2   DK-710200");
    assertThat(ill("queue")).contains("1  ", "to DK-710100: request");
    assertThat(ill("receive", "1", "--barcode", "5710100001"))
        .contains("Request 1 is received; the item is 5710100001.");
    assertThat(ill("receive", "1", "--barcode", "5710100001")).contains("is received");
    assertThat(failing("receive", "1", "--barcode", "1"))
        .contains("5710100001 has already been received for it");
    library.submit(TestLibrary.checkout(library.north, "A", "5710100001"));
    assertThat(failing("return", "1")).contains("A patron still has the item 5710100001.");
    assertThat(failing("answer", "1", "unfilled")).contains("is on-loan");
  }

  @Test
  void itemThatNobodyFetchedGoesBack() {
    ill(
        "request",
        "--branch",
        TestLibrary.MAIN,
        "--patron",
        "A",
        "--title",
        "Sult",
        "--lender",
        "DK-710100");
    assertThat(failing("return", "1")).contains("No item has been received for request 1.");
    ill("receive", "1");
    assertThat(ill("return", "1")).contains("Request 1 is returned");
    assertThat(ill("list")).contains("There are no open requests.");
  }

  @Test
  void requestOfOnesOwnNeedsWhomWhatAndForWhom() {
    assertThatThrownBy(() -> ill("request", "--branch", TestLibrary.MAIN))
        .isInstanceOf(ParameterException.class)
        .hasMessage("request needs --lender");
    assertThatThrownBy(
            () -> ill("request", "--branch", TestLibrary.MAIN, "--patron", "A", "--lender", "L"))
        .isInstanceOf(ParameterException.class)
        .hasMessage("request needs --title, --isbn, --issn or --number");
    assertThatThrownBy(() -> ill("request", "--branch", "X", "--patron", "A", "--lender", "L"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("has no branch \"X\"");
    assertThat(failing("receive", "1")).contains("This library made no request 1.");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(() -> ill("show"))
        .isInstanceOf(ParameterException.class)
        .hasMessage("show needs the number of a request");
    assertThatThrownBy(() -> ill("answer", "1"))
        .isInstanceOf(ParameterException.class)
        .hasMessage("answer needs a state");
    assertThatThrownBy(() -> ill("list", "--state", "open"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("there is no state \"open\"; there are requested, sent");
  }
}

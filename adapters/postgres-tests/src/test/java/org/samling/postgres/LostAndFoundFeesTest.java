package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.FeeLibrary.MAIN;
import static org.samling.postgres.FeeLibrary.STEPS;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.core.policy.Setting;

/** What was paid for a lost item that is found, and what fees of the rules say of themselves. */
class LostAndFoundFeesTest {

  private FeeLibrary fees;

  @BeforeEach
  void open() {
    fees = new FeeLibrary();
    fees.rule(STEPS);
  }

  @AfterEach
  void close() {
    fees.close();
  }

  private void lose(String item) {
    assertThat(fees.library.submit(new LoanCommand.DeclareLost(fees.origin(MAIN), item)))
        .isInstanceOf(LoanOutcome.Changed.class);
  }

  @Test
  void lostItemThatIsFoundInTimeIsPaidBackAsCreditWhetherAllOrAPartOfItWasPaid() {
    fees.lendOverdue("A", "1", 0);
    fees.lendOverdue("B", "2", 0);
    lose("1");
    lose("2");
    var whole = fees.debt("A");
    fees.paid("A", whole);
    fees.paid("B", 4_000);
    fees.giveBack("1");
    fees.giveBack("2");

    assertThat(fees.debt("A")).isEqualTo(-whole);
    assertThat(fees.debt("B")).isEqualTo(-4_000);
    assertThat(fees.open("B")).isEmpty();
  }

  @Test
  void lostItemThatIsFoundTooLateKeepsWhatWasPaidAndIsNotOwedAnyMore() {
    fees.library.set(Setting.FEE_REFUND_FOUND_DAYS, "0");
    fees.lendOverdue("A", "1", 0);
    lose("1");
    fees.paid("A", 10_000);
    fees.giveBack("1");

    assertThat(fees.debt("A")).isZero();
    assertThat(fees.open("A")).isEmpty();
  }

  @Test
  void feeOfTheRulesSaysWhyAndNamesEveryTitleInThePatronsLanguage() {
    fees.library.submit(
        PatronCommand.ChangePatron.ofLanguage(
            fees.origin(MAIN), new PatronName.Identifier("B"), "001"));
    fees.library
        .store
        .itemRegister()
        .putItems(
            fees.library.north,
            List.of(NewItem.plain("other", TestLibrary.OTHER_TITLE, MAIN, "book")));
    fees.lendOverdue("A", "1", 8);
    fees.lendOverdue("A", "other", 8);
    fees.giveBack("1");
    fees.giveBack("other");
    fees.lendOverdue("B", "2", 1);
    fees.giveBack("2");
    fees.lendOverdue("B", "3", 0);
    lose("3");

    assertThat(fees.account("A").fees())
        .singleElement()
        .satisfies(fee -> {
          assertThat(fee.reason()).startsWith("Skulle afleveres ").endsWith(", 8 dage for sent");
          assertThat(fee.also()).singleElement().isNotEqualTo(fee.title());
        });
    assertThat(fees.account("B").fees())
        .extracting(PatronAccount.Fee::reason)
        .anySatisfy(reason -> assertThat(reason).startsWith("Due ").endsWith(", 1 day late"))
        .anySatisfy(reason -> assertThat(reason).isEqualTo("The item is lost"))
        .doesNotContainNull();
  }
}

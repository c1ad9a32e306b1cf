package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.facts.LedgerKind;
import org.samling.core.debt.Statements.Entry;
import org.samling.core.debt.Statements.Statement;

/** What a patron was charged and paid, as the ledger has it. */
class StatementsTest {

  private final FeeLibrary fees = new FeeLibrary();

  @AfterEach
  void close() {
    fees.close();
  }

  private Statement statement(String card) {
    return fees.library
        .store
        .statements()
        .statement(fees.library.north, card, null, null)
        .orElseThrow();
  }

  private static List<String> lines(Statement statement) {
    return statement.entries().stream()
        .map(e -> "%s %d %d".formatted(e.kind(), e.amount(), e.balance()))
        .toList();
  }

  @Test
  void entriesStandInTheirOrderWithTheBalanceAfterEach() {
    var fee = fees.charge("A", 5_000, 10);
    fees.pay("A", 2_000, "terminal 7");
    fees.library.submit(
        new FeeCommand.ReduceFee(fees.origin(FeeLibrary.MAIN), "A", fee, 1_000, "Kulance"));
    fees.charge("B", 900, 1);
    var statement = statement("A");
    assertThat(lines(statement))
        .containsExactly("CREATION 5000 5000", "PAYMENT -2000 3000", "REDUCTION -1000 2000");
    assertThat(statement.balance()).isEqualTo(2_000).isEqualTo(fees.account("A").patron().debt());
    assertThat(statement.entries()).extracting(Entry::fee).containsOnly(fee);
    assertThat(statement.entries().get(1).reference()).isEqualTo("terminal 7");
    assertThat(statement.entries().get(2).reason()).isEqualTo("Kulance");
  }

  @Test
  void daysThatAreAskedForHaveTheBalanceBeforeThem() {
    fees.charge("A", 5_000, 10);
    var later =
        fees.library
            .store
            .statements()
            .statement(fees.library.north, "A", FeeLibrary.today().plusDays(1), null)
            .orElseThrow();
    assertThat(later.entries()).isEmpty();
    assertThat(later.before()).isEqualTo(5_000);
    var earlier =
        fees.library
            .store
            .statements()
            .statement(fees.library.north, "A", null, FeeLibrary.today().minusDays(1))
            .orElseThrow();
    assertThat(earlier.entries()).isEmpty();
    assertThat(earlier.balance()).isZero();
  }

  @Test
  void feeForAnItemNamesItsTitleAlsoWhenItIsPaid() {
    fees.rule(FeeLibrary.STEPS);
    fees.lendOverdue("A", "1", 3);
    fees.giveBack("1");
    fees.paid("A", 2_000);
    assertThat(statement("A").entries()).extracting(Entry::title).containsExactly("Ærø", "Ærø");
    assertThat(statement("A").entries())
        .extracting(Entry::kind)
        .containsExactly(LedgerKind.CREATION, LedgerKind.PAYMENT);
  }

  @Test
  void nobodyElsesPatronHasOne() {
    var statements = fees.library.store.statements();
    var unknown = UUID.randomUUID().toString();
    assertThat(statements.statement(fees.library.north, unknown, null, null)).isEmpty();
    fees.charge("A", 5_000, 10);
    assertThat(statements.statement(fees.library.south, "A", null, null).orElseThrow().entries())
        .isEmpty();
  }
}

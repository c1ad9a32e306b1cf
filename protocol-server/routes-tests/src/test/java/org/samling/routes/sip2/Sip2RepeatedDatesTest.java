package org.samling.routes.sip2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.organisation.Sip2Presets;
import org.samling.core.patron.BlockCode;
import org.samling.postgres.TestLibrary;

/** A repeat is a repeat while its effect stands; sequence number and date may prove it as well. */
class Sip2RepeatedDatesTest {

  private static final String BLANK = " ".repeat(18);
  private static final String LONG_AGO = "20260102    101500";

  /** How a machine's messages are the same bytes for ever. */
  enum Repeating {
    /** It sends no date, and no sequence number. */
    BLANK_DATE,
    /** It sends the same date and the same sequence number for ever. */
    CONSTANT_DATE,
    /** Its date stands still; it sends no sequence number. */
    WITHOUT_SEQUENCE;

    String frame(String message) {
      return switch (this) {
        case BLANK_DATE -> message.replace("{d}", BLANK);
        case CONSTANT_DATE -> Sip2RepetitionTest.summed(message.replace("{d}", LONG_AGO), 0);
        case WITHOUT_SEQUENCE -> message.replace("{d}", STOOD_STILL);
      };
    }
  }

  private static final String STOOD_STILL = Machine.now();

  private final Machine machine = new Machine();

  @AfterEach
  void close() {
    machine.close();
  }

  private static String checkout(String patron, String item) {
    return "11NN{d}" + BLANK + "AO|AA" + patron + "|AB" + item + "|AC|";
  }

  private static String checkin(String item) {
    return "09N{d}{d}AP|AO|AB" + item + "|AC|";
  }

  private long count(String sql) {
    return machine.library.count(machine.library.north, "select count(*) from " + sql);
  }

  private static String loan(String reply) {
    return reply.replaceAll(".*\\|BK([^|]*)\\|.*", "$1");
  }

  @ParameterizedTest
  @EnumSource
  void loanIsMadeAnewOnceTheItemCameBack(Repeating repeating) {
    var first = machine.ask(repeating.frame(checkout("A", "1")));
    assertThat(machine.ask(repeating.frame(checkin("1")))).startsWith("101");
    var second = machine.ask(repeating.frame(checkout("A", "1")));

    assertThat(first).startsWith("121");
    assertThat(second).startsWith("121");
    assertThat(loan(second)).isNotEqualTo(loan(first));
    assertThat(count("loan where returned_at is null")).isEqualTo(1);
    assertThat(machine.ask(repeating.frame(checkin("1")))).startsWith("101");
    assertThat(count("loan where returned_at is null")).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void repeatIsKnownWhileTheLoanIsAsItWasMade(Repeating repeating) {
    var first = machine.ask(repeating.frame(checkout("A", "1")));
    machine.connect();
    assertThat(machine.ask(repeating.frame(checkout("A", "1")))).isEqualTo(first);
    machine.submit(new LoanCommand.Checkin(machine.origin(), "2", Instant.now()));
    assertThat(machine.ask(repeating.frame(checkout("A", "1")))).isEqualTo(first);
    machine.submit(new LoanCommand.Recall(machine.origin(), "1"));
    assertThat(machine.ask(repeating.frame(checkout("A", "1")))).startsWith("120");
    assertThat(count("loan")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void whatWasUndoneIsDoneAndUndoneAnew(Repeating repeating) {
    var undoLoan = repeating.frame(checkin("1") + "BIY|");
    var undoReturn = repeating.frame(checkout("A", "1") + "BIY|");
    for (var round = 0; round < 2; round++) {
      assertThat(machine.ask(repeating.frame(checkout("A", "1")))).startsWith("121");
      var undone = machine.ask(undoLoan);
      assertThat(undone).startsWith("101");
      assertThat(machine.ask(undoLoan)).isEqualTo(undone);
      assertThat(count("loan where returned_at is null")).isZero();
    }
    assertThat(machine.ask(repeating.frame(checkout("A", "1")))).startsWith("121");
    for (var round = 0; round < 2; round++) {
      assertThat(machine.ask(repeating.frame(checkin("1")))).startsWith("101");
      var reopened = machine.ask(undoReturn);
      assertThat(reopened).startsWith("121");
      assertThat(machine.ask(undoReturn)).isEqualTo(reopened);
      assertThat(count("loan where returned_at is null")).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusalIsDecidedAnew(Repeating repeating) {
    var patron = new PatronName.Identifier("A");
    machine.submit(
        new PatronCommand.BlockPatron(machine.origin(), patron, BlockCode.EXCLUDED, null, null));
    assertThat(machine.ask(repeating.frame(checkout("A", "1")))).startsWith("120");
    machine.submit(new PatronCommand.UnblockPatron(machine.origin(), patron, BlockCode.EXCLUDED));

    assertThat(machine.ask(repeating.frame(checkout("A", "1")))).startsWith("121");
  }

  @ParameterizedTest
  @EnumSource
  void holdIsPlacedAnewOnceItWasCancelled(Repeating repeating) {
    var place = repeating.frame("15+{d}AO|AAA|AB6|");
    var cancel = repeating.frame("15-{d}AO|AAA|AD1234|AB6|");
    for (var round = 0; round < 2; round++) {
      var placed = machine.ask(place);
      assertThat(placed).startsWith("161");
      assertThat(machine.ask(place)).isEqualTo(placed);
      assertThat(count("hold where state = 'WAITING'")).isEqualTo(1);
      var cancelled = machine.ask(cancel);
      assertThat(cancelled).startsWith("161");
      assertThat(machine.ask(cancel)).isEqualTo(cancelled);
      assertThat(count("hold where state = 'WAITING'")).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void blockIsPutAnewOnceItWasTakenAway(Repeating repeating) {
    for (var round = 0; round < 2; round++) {
      assertThat(machine.ask(repeating.frame("01N{d}AO|ALfound|AAA|AC|"))).startsWith("24Y");
      assertThat(count("patron_block where code = 'S'")).isEqualTo(1);
      assertThat(machine.ask(repeating.frame("25{d}AO|AAA|"))).startsWith("26 ");
      assertThat(count("patron_block where code = 'S'")).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void propertiesAreNotedAnewOnceOthersWereNoted(Repeating repeating) {
    for (var properties : Stream.of("small", "large", "small").toList()) {
      assertThat(machine.ask(repeating.frame("19{d}AO|AB1|CH" + properties + "|")))
          .contains("|CH" + properties + "|");
      assertThat(count("item where barcode = '1' and properties = '" + properties + "'"))
          .isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void paymentIsTakenAnewOnceMoreIsOwed(Repeating repeating) {
    charge();
    charge();
    var pay = repeating.frame("37{d}0100DKKBV1.00|AO|AAA|");
    var paid = machine.ask(pay);
    assertThat(paid).startsWith("38Y");
    assertThat(machine.ask(pay)).isEqualTo(paid);
    assertThat(count("payment")).isEqualTo(1);
    charge();
    assertThat(machine.ask(pay)).startsWith("38Y");
    assertThat(count("payment")).isEqualTo(2);
  }

  private void charge() {
    machine.submit(
        new FeeCommand.ChargeFee(
            machine.origin(), "A", FeeType.PROCESSING, 100, null, "card", Instant.now()));
  }

  /** Lends an item long enough ago for a renewal to gain days. */
  private void lendDaysAgo(String item) {
    machine.submit(
        new LoanCommand.Checkout(
            machine.origin(),
            "A",
            item,
            false,
            new LoanCommand.AsRecorded(Instant.now().minus(Duration.ofDays(5)), null, 0)));
  }

  @ParameterizedTest
  @EnumSource
  void allIsRenewedByWhatEachLoanIsNow(Repeating repeating) {
    lendDaysAgo("1");
    lendDaysAgo("2");
    var hold =
        new HoldCommand.PlaceItemHold(
            machine.origin(),
            "B",
            "2",
            HoldCommand.HoldOptions.at(TestLibrary.MAIN, Instant.now(), null));
    machine.submit(hold);
    var all = repeating.frame("65{d}AO|AAA|AD1234|");
    assertThat(machine.ask(all)).startsWith("66100010001");
    machine.ask(checkin("1"));
    lendDaysAgo("1");
    machine.submit(new HoldCommand.CancelHold(machine.origin(), "B", TestLibrary.TITLE, null));

    assertThat(machine.ask(all)).startsWith("66100020000");
    assertThat(count("loan where returned_at is null and renewals = 1")).isEqualTo(2);
  }

  @Test
  void messageThatIsDatedAndCountedIsTheSameWhateverCameOfItsItemSince() {
    var frame = Sip2RepetitionTest.summed(checkout("A", "1"), 4);
    var first = machine.ask(frame);
    machine.submit(new LoanCommand.Checkin(machine.origin(), "1", Instant.now()));
    machine.connect();

    assertThat(machine.ask(frame)).isEqualTo(first);
    assertThat(count("loan where returned_at is null")).isZero();
  }

  @Test
  void withoutAWindowEveryMessageIsANewOne() {
    var settings =
        new Sip2Settings(
            Duration.ZERO,
            TestLibrary.ANSWER_WITHIN,
            Sip2Settings.DEFAULT.checkedEvery(),
            Sip2Settings.UnknownMessages.IGNORE,
            Sip2Presets.NONE);
    try (var other = new Machine(settings)) {
      var frame = Sip2RepetitionTest.summed(checkout("A", "1"), 4);
      assertThat(other.ask(frame)).startsWith("121");
      other.connect();
      assertThat(other.ask(frame)).startsWith("120");
    }
  }
}

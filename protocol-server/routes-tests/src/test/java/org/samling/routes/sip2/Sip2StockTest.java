package org.samling.routes.sip2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.ItemDetails;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.command.ItemCommand;
import org.samling.core.circulation.facts.Enumeration;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.stock.IssuePattern;
import org.samling.core.stock.Periodicals.Subscription;
import org.samling.postgres.TestLibrary;

/** What machines tell of items that come, that are incomplete, and that are one issue of many. */
class Sip2StockTest {

  private static final RecordKey PERIODICAL = new RecordKey("t", "9");

  private final Machine machine = new Machine();

  @AfterEach
  void close() {
    machine.close();
  }

  @Test
  void circulationStatusSaysHowFarAnOrderHasCome() {
    machine
        .library
        .store
        .itemRegister()
        .putItems(
            machine.library.north,
            List.of(
                new NewItem(
                    "order",
                    TestLibrary.TITLE,
                    TestLibrary.MAIN,
                    "book",
                    ItemStatus.ON_ORDER,
                    ItemDetails.NONE)));
    assertThat(machine.ask("17{d}AO|ABorder|")).startsWith("1802");
    assertThat(machine.ask("11NN{d}                  AO|AAA|ABorder|AC|")).startsWith("120N");

    machine.submit(new ItemCommand.ReceiveItem(machine.origin(), "order", "3890"));
    assertThat(machine.ask("17{d}AO|AB3890|")).startsWith("1806");

    machine.submit(new ItemCommand.ReadyItem(machine.origin(), "3890"));
    assertThat(machine.ask("17{d}AO|AB3890|")).startsWith("1803");
    assertThat(machine.ask("11NN{d}                  AO|AAA|AB3890|AC|")).startsWith("121N");
  }

  @Test
  void itemOfWhichPartsAreMissingIsLentWithAWarningAndRingsWhenItComesBack() {
    machine.submit(new ItemCommand.RecordParts(machine.origin(), "1", 5, List.of(2, 3)));

    var lent = machine.ask("11NN{d}                  AO|AAA|AB1|AC|");
    assertThat(lent).startsWith("121N").contains("|AFIkke komplet: del 2, 3 af 5 mangler.|");
    assertThat(machine.ask("17{d}AO|AB1|")).contains("|AFIkke komplet: del 2, 3 af 5 mangler.|");

    var back = machine.ask("09N{d}{d}APx|AO|AB1|AC|");
    assertThat(back.substring(0, 6)).isEqualTo("101YUY");
    assertThat(back).contains("|CV99|", "|AFIkke komplet: del 2, 3 af 5 mangler.|");
  }

  @Test
  void itemWithAllItsPartsIsLentAndComesBackWithoutAWord() {
    machine.submit(new ItemCommand.RecordParts(machine.origin(), "1", 5, List.of()));

    assertThat(machine.ask("11NN{d}                  AO|AAA|AB1|AC|")).doesNotContain("|AF");
    assertThat(machine.ask("09N{d}{d}APx|AO|AB1|AC|"))
        .startsWith("101YUN")
        .doesNotContain("|AF", "|CV");
  }

  @Test
  void oneIssueOfATitleIsReservedAndCancelledByItsNumber() {
    var store = machine.library.store;
    store.catalogue().putRecords(null, List.of(TestLibrary.record(PERIODICAL, "Havnens Blad")));
    store
        .periodicals()
        .put(
            machine.library.north,
            new Subscription(
                "havnen",
                PERIODICAL,
                TestLibrary.MAIN,
                "book",
                null,
                null,
                new IssuePattern(
                    1,
                    IssuePattern.Unit.MONTH,
                    LocalDate.of(2026, 1, 5),
                    null,
                    Set.of(),
                    54,
                    1,
                    IssuePattern.Numbering.YEARLY,
                    null),
                14),
            LocalDate.of(2026, 1, 1));

    assertThat(hold('+', "t:9?year=2026&issue=3")).startsWith("161");
    assertThat(hold('+', "t:9?year=2026&issue=4")).startsWith("161");
    assertThat(hold('+', "t:9?issue=4&year=2026")).as("it is held already").startsWith("160");
    assertThat(hold('+', "t:9?year=1999&issue=4")).as("no such issue").startsWith("160");

    assertThat(hold('-', "t:9?year=2026&issue=4")).startsWith("161");
    assertThat(hold('-', "t:9?year=2026&issue=5")).as("not held").startsWith("160");
    assertThat(store.inquiries().patron(machine.library.north, "A").orElseThrow().holds())
        .singleElement()
        .satisfies(
            hold -> assertThat(hold.enumeration()).isEqualTo(new Enumeration(null, "2026", "3")));

    assertThat(machine.ask("63009{d}     Y    AO|AAA|AD1234|"))
        .contains("|CDHavnens Blad, (2026) 3|");
    assertThat(hold('-', "Havnens Blad, (2026) 3")).as("as it is shown").startsWith("161");
    assertThat(store.inquiries().patron(machine.library.north, "A").orElseThrow().holds())
        .isEmpty();
  }

  private String hold(char mode, String title) {
    return machine.ask("15%c{d}AO|AAA|AD1234|AJ%s|".formatted(mode, title));
  }
}

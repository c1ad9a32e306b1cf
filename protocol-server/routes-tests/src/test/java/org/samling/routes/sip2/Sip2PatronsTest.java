package org.samling.routes.sip2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Secret;
import org.samling.core.patron.BlockCode;
import org.samling.core.patron.Contact;
import org.samling.core.patron.Membership;
import org.samling.core.patron.PatronProfile;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.postgres.CountedDriver;
import org.samling.postgres.TestLibrary;

/** What a machine is told of patrons, and what it may change. */
class Sip2PatronsTest {

  private final Machine machine = new Machine();

  @AfterEach
  void close() {
    machine.close();
  }

  private void put(String card) {
    machine
        .library
        .store
        .patronRegister()
        .putPatrons(
            machine.library.north,
            List.of(
                new NewPatron(
                    card,
                    "Navn, " + card,
                    new Membership(
                        "adult", TestLibrary.BRANCH, "009", LocalDate.parse("2037-06-30")),
                    new Secret("1234"),
                    new Contact(null, "+45 12 34 56 78", null),
                    LocalDate.parse("2001-12-31"),
                    List.of())));
  }

  private List<PatronProfile.Block> blocks(String card) {
    return machine
        .library
        .store
        .inquiries()
        .profile(machine.library.north, card)
        .orElseThrow()
        .blocks();
  }

  @Test
  void homeBranchLastDayBirthDateClassAndInternetAreTold() {
    put("P");
    assertThat(machine.ask("63009{d}          AO|AAP|AD1234|"))
        .endsWith("|BF+45 12 34 56 78|AQDK-799701|PA20370630    235959|PB20011231|PCadult|PIY|");
    assertThat(machine.ask("63009{d}          AO|AAP|AD9999|"))
        .contains("|BLY|CQN|")
        .doesNotContain("|PB")
        .doesNotContain("|BF")
        .doesNotContain("|AQ");
    assertThat(machine.ask("63009{d}          AO|AAX|AD1234|")).contains("|PIN|");
  }

  @Test
  void blockKeepsItsNoteAndThatTheCardWasKept() {
    assertThat(machine.ask("01Y{d}AO|ALGlemt i automaten|AAA|AC|")).startsWith("24YYYY");
    assertThat(blocks("A"))
        .extracting(
            PatronProfile.Block::code, PatronProfile.Block::note, PatronProfile.Block::cardRetained)
        .containsExactly(tuple(BlockCode.BLOCKED_BY_KIOSK, "Glemt i automaten", true));
    assertThat(machine.ask("01N{d}AO|AL|AAB|AC|")).startsWith("24YYYY");
    assertThat(blocks("B"))
        .singleElement()
        .satisfies(block -> {
          assertThat(block.note()).isNull();
          assertThat(block.cardRetained()).isFalse();
        });
  }

  @Test
  void machineTakesAwayItsOwnBlockAndNoOther() {
    machine.ask("01N{d}AO|ALtest|AAX|AC|");
    assertThat(blocks("X")).hasSize(2);
    assertThat(machine.ask("25{d}AO|AAX|AC|AD9999|")).startsWith("26YYYY").contains("|CQN|");
    assertThat(blocks("X")).hasSize(2);
    assertThat(machine.ask("25{d}AO|AAX|AC|AD1234|")).startsWith("26YYYY").contains("|AF");
    assertThat(blocks("X"))
        .extracting(PatronProfile.Block::code)
        .containsExactly(BlockCode.EXCLUDED);
  }

  @Test
  void pagesOfAListAreCountedFromOne() {
    for (var item : List.of("1", "2", "3")) {
      machine.ask("11NN{d}                  AO|AAA|AB" + item + "|AC|");
    }
    assertThat(machine.ask("63009{d}  Y       AO|AAA|AD1234|BP2|BQ2|"))
        .contains("00000000000300000000")
        .contains("|AU2|")
        .doesNotContain("|AU1|")
        .doesNotContain("|AU3|");
    assertThat(machine.ask("63009{d}  Y       AO|AAA|AD1234|BP9|BQ2|")).doesNotContain("|AU");
  }

  /** The statements on a patron's account that a message takes, without begin and commit. */
  private static int statements(Machine kiosk, String message) {
    kiosk.ask(message);
    var reads =
        CountedDriver.asked(() -> assertThat(kiosk.ask(message)).startsWith("6")).stream()
            .filter(sql -> sql.contains("patron_identifier"))
            .toList();
    assertThat(reads).as("round trips").hasSize(1);
    return reads.getFirst().split(";\n").length - 2;
  }

  @Test
  void informationWithoutAPinReadsNoListOfWhatThePatronHas() {
    var counted = new TestLibrary();
    try (var node = CountedDriver.store(counted);
        var kiosk = new Machine(Sip2Settings.DEFAULT, counted, node)) {
      counted.addStock(0, 1);
      assertThat(statements(kiosk, "63009{d}          AO|AA2000000000|")).isEqualTo(1);
    }
  }
}

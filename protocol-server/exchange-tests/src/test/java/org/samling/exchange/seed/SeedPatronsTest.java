package org.samling.exchange.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.patron.Absence;
import org.samling.core.patron.BlockCode;
import org.samling.core.patron.Consent;
import org.samling.core.patron.IdentifierKind;
import org.samling.core.patron.NoteKind;
import org.samling.core.patron.PatronKind;
import org.samling.core.patron.PatronProfile;
import org.samling.library.yaml.YamlException;

/** Patrons of seed files with all that can be said of them. */
class SeedPatronsTest {

  private static final String LIBRARY =
      """
      tenants:
        - code: a
          name: A
          patron-categories: [{code: adult, name: Voksen, max-loans: 1, max-holds: 1, max-debt: 0}]
          agencies:
            - {number: "779700", kind: public, name: A, branches: [{code: DK-1, name: A1}, {code: DK-2, name: A2}]}
          patrons:
      """;

  @TempDir Path directory;

  private SeedStore library;

  @BeforeEach
  void open() {
    library = new SeedStore(directory);
  }

  @AfterEach
  void close() {
    library.close();
  }

  private SeedReport load(String patrons) {
    return library.load(LIBRARY + patrons.indent(6));
  }

  private PatronProfile profile(String identifier) {
    return library.store.inquiries().profile(library.tenant("a"), identifier).orElseThrow();
  }

  @Test
  void patronIsLoadedWithAllThatIsSaidAndTheSameAgainAddsNothing() {
    var file =
        """
        - {card: "1", name: Barn, category: adult, branch: DK-1, guardian: "2", resident: false,
           cpr: "170270-9875", identifiers: [{kind: uni-login, value: barn0001, until: 2200-01-01},
           {kind: card, value: "1", blocked: lost}], preferred-pickup: DK-2, protected-address: true,
           consents: [keep-historical-loan-data], absence: {from: 2026-07-01, until: 2026-07-14},
           notes: [{text: one}, {kind: alert, text: two}], block: {code: U, note: n, until: 2200-01-01}}
        - {card: "2", name: Voksen, category: adult, branch: DK-1}
        - {card: "3", name: Firma, category: adult, branch: DK-1, kind: company}
        """;
    assertThat(load(file).problems()).isEmpty();
    assertThat(load(file).problems()).isEmpty();

    var child = profile("barn0001");
    assertThat(child.guardian()).isNotNull();
    assertThat(child.isResident()).isFalse();
    assertThat(child.preferredPickup()).isEqualTo("DK-2");
    assertThat(child.address().isProtected()).isTrue();
    assertThat(child.consents()).containsOnlyKeys(Consent.KEEP_HISTORICAL_LOAN_DATA);
    assertThat(child.absence())
        .isEqualTo(new Absence(LocalDate.of(2026, 7, 1), LocalDate.of(2026, 7, 14)));
    assertThat(child.notes())
        .extracting(PatronProfile.Note::kind)
        .containsExactlyInAnyOrder(NoteKind.STAFF, NoteKind.ALERT);
    assertThat(child.blocks())
        .extracting(PatronProfile.Block::code)
        .containsExactly(BlockCode.EXCLUDED);
    assertThat(child.identifiers())
        .extracting(PatronProfile.Identifier::kind)
        .containsExactly(IdentifierKind.CARD, IdentifierKind.CPR, IdentifierKind.UNI_LOGIN);
    assertThat(profile("1702709875").notes()).hasSize(2);
    assertThat(profile("3").kind()).isEqualTo(PatronKind.COMPANY);
    assertThat(profile("3").isResident()).isTrue();
  }

  @Test
  void patronWhoDoesNotFitIsReportedAndTheOthersAreLoaded() {
    var report =
        load(
            """
            - {card: "1", name: En, category: adult, branch: DK-1, guardian: "9"}
            - {card: "2", name: To, category: adult, branch: DK-1}
            """);

    assertThat(report.problems())
        .singleElement()
        .satisfies(p -> assertThat(p).contains("patrons.guardian: is not valid"));
    assertThat(library.count("patron")).isEqualTo(1);
  }

  @Test
  void particularsThatCanNotBeAreNamedBeforeAnythingIsLoaded() {
    assertThatThrownBy(() ->
            load(
                """
                - {card: "1", name: En, category: adult, branch: DK-1, cpr: "9999999999"}
                - {card: "2", name: To, category: adult, branch: DK-1, absence: {from: +2d, until: +1d}}
                - {card: "3", name: Tre, category: adult, branch: DK-1, preferred-pickup: DK-9}
                - {card: "4", name: Fire, category: adult, branch: DK-1, kind: group, guardian: "1"}
                """))
        .isInstanceOfSatisfying(
            YamlException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(4)
                    .anyMatch(p -> p.contains("patrons.cpr"))
                    .anyMatch(p -> p.contains("patrons.absence"))
                    .anyMatch(p -> p.contains("patrons.preferred-pickup"))
                    .anyMatch(p -> p.contains("patrons.guardian"))
                    .noneMatch(p -> p.contains("9999999999")));
    assertThat(library.count("tenant")).isZero();
  }

  @Test
  void blockForDebtIsNotSaidInAFile() {
    assertThatThrownBy(() ->
            load("- {card: \"1\", name: En, category: adult, branch: DK-1, block: {code: E}}"))
        .isInstanceOf(YamlException.class);
  }
}

package org.samling.core.ill.rota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samling.core.catalogue.BriefRecord;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.ill.rota.HoldingsLookUp.Answer;
import org.samling.core.ill.rota.HoldingsLookUp.Copy;
import org.samling.core.ill.rota.HoldingsLookUp.CopyStatus;
import org.samling.core.ill.rota.HoldingsLookUp.Hit;
import org.samling.core.ill.rota.HoldingsLookUp.LendingCatalogue;
import org.samling.core.ill.rota.LookedUp.FoundTitle;
import org.samling.core.ill.rota.LookedUp.Match;
import org.samling.core.ill.rota.RotaOrder.Preference;

class RotaOrderTest {

  /** As {@code library availability distance cost days asked/supplied}; "-" is not known. */
  private static LookedUp library(String text) {
    var parts = text.strip().split(" ", -1);
    var supply = parts[5].split("/", -1);
    return new LookedUp(
        parts[0].toLowerCase(Locale.ROOT),
        parts[0],
        new FoundTitle(Match.TITLE, "t:1", Availability.valueOf(parts[1]), ""),
        null,
        parts[2].equals("-") ? null : Integer.valueOf(parts[2]),
        parts[3].equals("-") ? null : Long.valueOf(parts[3]),
        new PastSupply(
            Integer.parseInt(supply[0]),
            Integer.parseInt(supply[1]),
            parts[4].equals("-") ? null : new BigDecimal(parts[4])),
        null);
  }

  /** The last column is each library with what decided between it and the one before it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DISTANCE   | A UNAVAILABLE 1 0 1 9/9; B AVAILABLE 90 9000 9 9/1                             | B, A by AVAILABILITY
          DISTANCE   | A UNAVAILABLE 1 - - 0/0; B UNKNOWN 2 - - 0/0; C AVAILABLE 3 - - 0/0            | C, B by AVAILABILITY, A by AVAILABILITY
          DISTANCE   | A AVAILABLE 30 0 1 0/0; B AVAILABLE 20 0 1 0/0; C AVAILABLE - 0 1 0/0          | B, A by DISTANCE, C by DISTANCE
          DISTANCE   | A AVAILABLE 20 50 1 0/0; B AVAILABLE 20 0 9 0/0                                | B, A by COST
          COST       | A AVAILABLE 1 50 1 0/0; B AVAILABLE 9 0 9 0/0; C AVAILABLE 1 - 1 0/0           | B, A by COST, C by COST
          COST       | A AVAILABLE 9 50 1 0/0; B AVAILABLE 1 50 9 0/0                                 | B, A by DISTANCE
          TURNAROUND | A AVAILABLE 1 0 5.5 9/9; B AVAILABLE 9 9 2.0 9/1; C AVAILABLE 1 0 - 0/0        | B, A by TURNAROUND, C by TURNAROUND
          TURNAROUND | A AVAILABLE 1 0 2.0 10/5; B AVAILABLE 9 9 2.0 10/9                             | B, A by FILL_RATE
          DISTANCE   | A AVAILABLE 1 0 2.0 10/5; B AVAILABLE 1 0 2.0 20/19                            | B, A by FILL_RATE
          DISTANCE   | B AVAILABLE - - - 0/0; A AVAILABLE - - - 0/0                                   | A, B by SYMBOL
          """)
  void libraryThatCanSendNowIsAskedFirstThenByWhatTheTenantPrefers(
      Preference preference, String libraries, String expected) {
    var lookedUp = Stream.of(libraries.split(";", -1)).map(RotaOrderTest::library).toList();
    assertThat(written(RotaOrder.of(lookedUp, preference))).isEqualTo(expected);
    assertThat(written(RotaOrder.of(lookedUp.reversed(), preference)))
        .as("whatever answered first")
        .isEqualTo(expected);
  }

  private static String written(List<LookedUp> rota) {
    return String.join(
        ", ",
        rota.stream()
            .map(each -> each.library() + (each.after() == null ? "" : " by " + each.after()))
            .toList());
  }

  @Test
  void libraryOfSeveralCataloguesIsAskedOnceByTheBestOfThem() {
    var better = library("A AVAILABLE 5 - - 0/0");
    var worse = library("A UNAVAILABLE 1 - - 0/0");
    var failed =
        new LookedUp("x", "X", null, "x: no answer within 5 s", 1, null, PastSupply.NONE, null);
    assertThat(RotaOrder.of(List.of(failed, worse, better), Preference.DISTANCE))
        .extracting(LookedUp::library, LookedUp::after)
        .containsExactly(tuple("A", null), tuple("A", null), tuple("X", null));
  }

  private static Availability availability(boolean isForCopying, CopyStatus... copies) {
    return Availability.of(
        Stream.of(copies).map(status -> new Copy(status, "")).toList(), isForCopying);
  }

  @Test
  void titleWhoseCopiesAreNotToldStandsBetweenThoseInAndThoseOut() {
    assertThat(availability(false)).isEqualTo(Availability.UNKNOWN);
    assertThat(availability(false, CopyStatus.AWAY, CopyStatus.FREE))
        .isEqualTo(Availability.AVAILABLE);
    assertThat(availability(false, CopyStatus.AWAY)).isEqualTo(Availability.UNAVAILABLE);
    assertThat(availability(false, CopyStatus.FREE_THERE)).isEqualTo(Availability.UNAVAILABLE);
    assertThat(availability(true, CopyStatus.FREE_THERE))
        .as("a copy can be made of it")
        .isEqualTo(Availability.AVAILABLE);
  }

  private static Hit hit(String title, @Nullable String isbn, Copy... copies) {
    return new Hit(
        new RecordKey("t", title),
        new BriefRecord(title, null, null, isbn == null ? List.of() : List.of(isbn)),
        Set.of(),
        List.of(copies));
  }

  @Test
  void titleIsThatWithTheNumberRatherThanOneOfTheSameWordsAndOthersAreNotCounted() {
    var sought = new SoughtTitle("Sult", null, null, "9788700000018", null, null);
    var catalogue = new LendingCatalogue("c", "DK-710200", 7, 100L);
    var in = new Copy(CopyStatus.FREE, "Hovedbiblioteket 86");
    var out = new Copy(CopyStatus.AWAY, "Filialen");
    var hits = new ArrayList<Hit>();
    hits.add(hit("Sult", null, in));
    hits.add(hit("Pan", null, in));
    assertThat(found(catalogue, hits, sought))
        .isEqualTo(
            new FoundTitle(Match.TITLE, "t:Sult", Availability.AVAILABLE, "Hovedbiblioteket 86"));
    hits.add(hit("Hunger", "9788700000018", out));
    assertThat(found(catalogue, hits, sought))
        .isEqualTo(new FoundTitle(Match.ISBN, "t:Hunger", Availability.UNAVAILABLE, "Filialen"));
    assertThat(found(catalogue, List.of(hit("Pan", null, in)), sought)).isNull();
  }

  private static @Nullable FoundTitle found(
      LendingCatalogue catalogue, List<Hit> hits, SoughtTitle sought) {
    var looked =
        RotaOrder.lookedUp(new Answer(catalogue, hits, null), sought, false, PastSupply.NONE);
    assertThat(looked.distance()).isEqualTo(7);
    assertThat(looked.cost()).isEqualTo(100L);
    return looked.found();
  }
}

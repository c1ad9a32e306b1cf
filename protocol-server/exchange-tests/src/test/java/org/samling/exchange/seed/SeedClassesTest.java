package org.samling.exchange.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.circulation.BookingLists.BookingFilter;
import org.samling.core.circulation.BookingLists.SetItem;
import org.samling.exchange.seed.SeedReport.Count;
import org.samling.exchange.seed.SeedReport.Kind;
import org.samling.library.yaml.YamlException;

/** Groups, sets and bookings in files. */
class SeedClassesTest {

  private static final String FILE =
      """
      tenants:
        - code: a
          name: A
          item-categories: [{code: book, name: Bog}]
          patron-categories: [{code: class, name: Klasse, max-loans: 100, max-holds: 0, max-debt: 0}]
          agencies:
            - {number: "679700", kind: school, name: A, branches: [{code: DK-1, name: A1}]}
          patrons:
            - {card: "5A", name: "5.A", category: class, branch: DK-1, kind: group}
            - {card: "T", name: "Holm, Peter", category: class, branch: DK-1}
          items:
            - {barcode: "1", record: "t:1", branch: DK-1, category: book}
            - {barcode: "2", record: "t:1", branch: DK-1, category: book}
            - {barcode: "3", record: "t:1", branch: DK-1, category: book}
          groups:
            - {patron: "5A", school: DK-1, school-class: 2021A, grade: 5, responsible: ["T"]}
          sets:
            - {barcode: "KS", name: "Kasse 1", items: ["1", "2"]}
          bookings:
            - {patron: "5A", set: "KS", from: +10d, until: +20d, pickup: DK-1}
            - {patron: "5A", record: "t:1", copies: 2, minimum: 1, from: +10d, until: +20d, pickup: DK-1, forward: true}
      records:
        - {source: t, number: "1", title: Buster, language: dan}
      """;

  @TempDir Path directory;

  @Test
  void groupsSetsAndBookingsAreLoadedOnce() {
    try (var store = new SeedStore(directory)) {
      var first = store.load(FILE);
      assertThat(store.problems(first)).isEmpty();
      assertThat(first.counts())
          .containsEntry(Kind.GROUPS, new Count(1, 0, 0, 0))
          .containsEntry(Kind.SETS, new Count(1, 0, 0, 0))
          .containsEntry(Kind.BOOKINGS, new Count(2, 0, 0, 0));
      var a = store.tenant("a");
      assertThat(store.store.groupLists().groups(a, "DK-1"))
          .singleElement()
          .satisfies(group -> assertThat(group.members()).hasSize(1));
      assertThat(store.store.bookingLists().items(a, "KS"))
          .extracting(SetItem::barcode)
          .containsExactly("1", "2");
      assertThat(store.store.bookingLists().bookings(a, new BookingFilter("5A", null, true), 10))
          .extracting(booked -> booked.booking().copies().size())
          .as("the one copy that is in no set")
          .containsExactlyInAnyOrderElementsOf(List.of(2, 1));

      var again = store.load(FILE);
      assertThat(again.counts())
          .containsEntry(Kind.GROUPS, new Count(0, 0, 1, 0))
          .containsEntry(Kind.SETS, new Count(0, 0, 1, 0))
          .containsEntry(Kind.BOOKINGS, new Count(0, 0, 2, 0));
    }
  }

  @Test
  void whatIsWrongIsToldBeforeAnythingIsLoaded() {
    try (var store = new SeedStore(directory)) {
      var wrong =
          FILE.replace("set: \"KS\", from", "from")
              .replace("copies: 2, minimum: 1", "copies: 2, minimum: 3")
              .replace("school-class: 2021A, ", "");
      assertThat(catchThrowableOfType(YamlException.class, () -> store.load(wrong)).problems())
          .anyMatch(p -> p.contains("school-class: must be given together with \"school\""))
          .anyMatch(p -> p.contains("record: or \"set\" is what is booked; give one of them"))
          .anyMatch(p -> p.contains("minimum: must not be more than \"copies\""));
    }
  }
}

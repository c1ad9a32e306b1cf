package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.BRANCH;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.OTHER_TITLE;
import static org.samling.postgres.TestLibrary.TITLE;
import static org.samling.postgres.TestLibrary.checkin;
import static org.samling.postgres.TestLibrary.checkout;
import static org.samling.postgres.TestLibrary.hold;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.stock.Weeding.Candidate;
import org.samling.core.stock.Weeding.Listed;
import org.samling.core.stock.Weeding.Place;
import org.samling.core.stock.Weeding.Rule;

/** What could be weeded. Items 1 to 5 are of one title, 6 and R of another; all came long ago. */
class WeedingTest {

  private final LocalDate today = LocalDate.now(ZoneId.of("Europe/Copenhagen"));
  private final LocalDate yearAgo = today.minusYears(1);
  private final TestLibrary library = new TestLibrary();

  @BeforeEach
  void allCameLongAgo() {
    library.asSuperuser("update item set accessioned_on = date '2010-01-01'");
  }

  @AfterEach
  void close() {
    library.close();
  }

  @Test
  void whatWasNotLentForLongIsListedAndTheLastOfATitleStays() {
    lentAndBack("1", "now() - interval '1 day'");
    lentAndBack("2", "now() - interval '3 years'");

    assertThat(barcodes(rule(yearAgo, null, null, true))).containsExactly("2", "3", "4", "5", "R");
    assertThat(barcodes(rule(yearAgo, null, null, false)))
        .containsExactly("2", "3", "4", "5", "6", "R");
    assertThat(candidates(rule(yearAgo, null, null, true)).getFirst())
        .satisfies(c -> {
          assertThat(c.loans()).isEqualTo(1);
          assertThat(c.lastLent()).isEqualTo(today.minusYears(3));
          assertThat(c.copies()).isEqualTo(5);
        });
  }

  @Test
  void whereAllCopiesOfATitleCouldGoTheOneLentLastStays() {
    lentAndBack("4", "now() - interval '3 years'");

    assertThat(barcodes(rule(yearAgo, null, null, true))).containsExactly("1", "2", "3", "5", "R");
  }

  @Test
  void ofTooManyCopiesThoseGoThatWereNotLentForLongest() {
    lentAndBack("5", "now() - interval '3 years'");
    lentAndBack("4", "now() - interval '2 years'");

    assertThat(barcodes(rule(null, 2, null, true))).containsExactly("1", "2", "3");
    assertThat(barcodes(rule(yearAgo, 3, null, true))).containsExactly("2", "3");
  }

  @Test
  void whatIsOnLoanOrWaitedForIsNotListed() {
    library.submit(checkout(library.north, "A", "1"));
    library.submit(checkout(library.north, "A", "6"));
    library.submit(hold(library.north, "B", OTHER_TITLE, MAIN));

    assertThat(barcodes(rule(null, null, yearAgo, true))).containsExactly("2", "3", "4", "5");
  }

  @Test
  void newItemsAreLeftAloneThoughNobodyBorrowedThem() {
    library
        .store
        .itemRegister()
        .putItems(library.north, List.of(NewItem.plain("new", TITLE, MAIN, "book")));

    assertThat(barcodes(rule(yearAgo, null, null, true))).doesNotContain("new");
  }

  @Test
  void branchesPlacesAndCategoriesNarrowTheListOrAreLeftAlone() {
    library.asSuperuser("update item set location = 'Magasin > Lokalsamling' where barcode = '1'");
    library.asSuperuser("update item set home_branch = '%s' where barcode = '2'".formatted(BRANCH));

    assertThat(
            barcodes(
                new Rule(
                    MAIN,
                    null,
                    null,
                    yearAgo,
                    null,
                    null,
                    Set.of("reference"),
                    Set.of("Magasin"),
                    false)))
        .containsExactly("3", "4", "5", "6");
    assertThat(
            barcodes(
                new Rule(null, "Magasin", "book", yearAgo, null, null, Set.of(), Set.of(), false)))
        .containsExactly("1");
  }

  @Test
  void listIsReadPageByPageInTheOrderOfTheShelf() {
    library.asSuperuser("update item set location = 'Børn' where barcode = '5'");
    library.asSuperuser("update item set call_number = 'Aa' where barcode = '4'");
    var rule = rule(yearAgo, null, null, false);

    var first = page(rule, null, 2);
    assertThat(first).extracting(one -> one.candidate().barcode()).containsExactly("5", "1");
    assertThat(page(rule, first.getLast().place(), 100))
        .extracting(one -> one.candidate().barcode())
        .containsExactly("2", "3", "6", "R", "4");
  }

  private static Rule rule(
      @Nullable LocalDate notLentSince,
      @Nullable Integer copiesOver,
      @Nullable LocalDate acquiredBefore,
      boolean keepLast) {
    return new Rule(
        null, null, null, notLentSince, copiesOver, acquiredBefore, Set.of(), Set.of(), keepLast);
  }

  private void lentAndBack(String item, String when) {
    library.submit(checkout(library.north, "A", item));
    library.submit(checkin(library.north, item, MAIN));
    library.asSuperuser(
        "update loan set lent_at = %s where item_id = (select id from item where tenant_id = %d and barcode = '%s')"
            .formatted(when, library.north.value(), item));
  }

  private List<Candidate> candidates(Rule rule) {
    return page(rule, null, 100).stream().map(Listed::candidate).toList();
  }

  private List<Listed> page(Rule rule, @Nullable Place after, int limit) {
    return library.store.weeding().candidates(library.north, rule, after, limit);
  }

  private List<String> barcodes(Rule rule) {
    return candidates(rule).stream().map(Candidate::barcode).toList();
  }
}

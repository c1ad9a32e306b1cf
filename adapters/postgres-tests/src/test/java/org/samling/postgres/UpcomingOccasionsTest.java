package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.notices.NoticeKind;
import org.samling.core.notices.Notices.NewNotice;
import org.samling.core.notices.Notices.Occasion;
import org.samling.core.notices.Notices.Place;
import org.samling.core.notices.Notices.Upcoming;

/** What comes soon is found page by page, each loan and each card once. */
class UpcomingOccasionsTest {

  private static final int LOANS = 5;
  private static final int AT_ONCE = 2;

  private final Instant now = Instant.now();

  /** All are due at the same time, as loans of a day are. */
  private final Instant due = now.plus(Duration.ofDays(2)).truncatedTo(ChronoUnit.SECONDS);

  private final Instant later = now.plus(Duration.ofDays(3));
  private final Map<String, Instant> until = Map.of(TestLibrary.MAIN, later);
  private TestLibrary library;

  @SuppressWarnings("NullAway.Init") // opened before each test
  UpcomingOccasionsTest() {}

  @BeforeEach
  void lend() {
    library = new TestLibrary();
    library.addStock(LOANS, LOANS);
    for (var i = 0; i < LOANS; i++) {
      library.submit(
          new LoanCommand.Checkout(
              new Origin(
                  library.north,
                  CommandKey.of(Duration.ZERO, UUID.randomUUID()),
                  "test",
                  TestLibrary.MAIN,
                  now.plusSeconds(60)),
              "2%09d".formatted(i),
              "3%09d".formatted(i),
              false,
              new LoanCommand.AsRecorded(now.minus(Duration.ofDays(30)), due, 0)));
    }
  }

  @AfterEach
  void close() {
    library.close();
  }

  @Test
  void loansOfOneTimeAreFoundOnceEach() {
    var pages = loans(until);

    assertThat(pages).extracting(page -> page.occasions().size()).containsExactly(2, 2, 1);
    assertThat(occasions(pages))
        .extracting(Occasion::loan)
        .doesNotHaveDuplicates()
        .doesNotContainNull();
    assertThat(occasions(pages))
        .allMatch(o -> o.kind() == NoticeKind.PRE_DUE && o.about().equals(due));
  }

  @Test
  void pageOfLoansThatHaveANoticeLeadsToTheNext() {
    var found = occasions(loans(until));
    note(found.subList(0, 3));

    var pages = loans(until);
    assertThat(pages).extracting(page -> page.occasions().size()).containsExactly(0, 1, 1);
    assertThat(occasions(pages)).isEqualTo(found.subList(3, 5));
    note(found);
    assertThat(occasions(loans(until))).isEmpty();
  }

  @Test
  void loansOfOtherBranchesOrALaterDayAreNone() {
    assertThat(occasions(loans(Map.of("another", later)))).isEmpty();
    assertThat(loans(Map.of(TestLibrary.MAIN, due)))
        .singleElement()
        .isEqualTo(new Upcoming<Instant>(List.of(), null));
    assertThat(library.store.notices().dueSoon(library.north, new Place<>(due, null), until, 9))
        .as("a loan that is due at this moment is none that will be")
        .isEqualTo(new Upcoming<Instant>(List.of(), null));
  }

  @Test
  void cardsOfOneDayAreFoundOnceEach() {
    var zone = library.store.tenants().byCode("north").orElseThrow().zone();
    var today = LocalDate.ofInstant(now, zone);
    library.asSuperuser(
        """
        update patron set expires_on = '%s' where name ~ '^Navn, [0-9]+$';
        insert into patron_block (tenant_id, patron_id, code)
        select tenant_id, id, 'D' from patron where name = 'Navn, 3'
        """
            .formatted(today));

    var pages = cards(today, Map.of(TestLibrary.MAIN, today));
    var found = occasions(pages);
    assertThat(pages).hasSize(3);
    assertThat(found)
        .hasSize(LOANS - 1)
        .allMatch(o -> o.kind() == NoticeKind.CARD_EXPIRY && o.about().equals(endOf(today, zone)))
        .extracting(Occasion::patron)
        .doesNotHaveDuplicates();
    note(found.subList(0, 1));
    assertThat(occasions(cards(today, Map.of(TestLibrary.MAIN, today))))
        .isEqualTo(found.subList(1, LOANS - 1));
    assertThat(occasions(cards(today.plusDays(1), Map.of(TestLibrary.MAIN, today.plusDays(1)))))
        .as("their last day is over")
        .isEmpty();
  }

  private static Instant endOf(LocalDate day, ZoneId zone) {
    return day.plusDays(1).atStartOfDay(zone).toInstant().minusSeconds(1);
  }

  private List<Upcoming<Instant>> loans(Map<String, Instant> of) {
    return pages(
        new Place<>(now, null),
        after -> library.store.notices().dueSoon(library.north, after, of, AT_ONCE));
  }

  private List<Upcoming<LocalDate>> cards(LocalDate from, Map<String, LocalDate> of) {
    return pages(
        new Place<>(from.minusDays(1), null),
        after -> library.store.notices().cardsEndingSoon(library.north, after, of, AT_ONCE));
  }

  private static <T> List<Upcoming<T>> pages(
      Place<T> start, Function<Place<T>, Upcoming<T>> source) {
    var pages = new ArrayList<Upcoming<T>>();
    var page = source.apply(start);
    pages.add(page);
    for (var end = page.end(); end != null; end = page.end()) {
      assertThat(pages).as("comes to an end").hasSizeLessThan(LOANS);
      page = source.apply(end);
      pages.add(page);
    }
    return pages;
  }

  private static <T> List<Occasion> occasions(List<Upcoming<T>> pages) {
    return pages.stream().flatMap(page -> page.occasions().stream()).toList();
  }

  private void note(List<Occasion> occasions) {
    library
        .store
        .notices()
        .note(
            library.north,
            occasions.stream().map(o -> new NewNotice(o, now, now, now)).toList(),
            null);
  }
}

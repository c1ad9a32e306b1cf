package org.samling.server.console.daily;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.BRANCH;
import static org.samling.postgres.TestLibrary.MAIN;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.Enumeration;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.facts.PaymentMeans;
import org.samling.core.patron.BlockCode;
import org.samling.server.console.daily.DailyTask.Koha;

/** Fifteen tasks of a public library. */
final class PublicTasks {

  private final Day day;

  PublicTasks(Day day) {
    this.day = day;
  }

  List<DailyTask> all() {
    return List.of(
        lendThree(),
        returnThree(),
        renewAll(),
        register(),
        replaceCard(),
        payByCard(),
        refund(),
        holdTitle(),
        holdIssue(),
        pullByScanning(),
        takeOffTheShelf(),
        notFound(),
        lostAndPaid(),
        override(),
        cashUp());
  }

  private DailyTask lendThree() {
    var card = day.patron("Dahl, Ida");
    var items = List.of(day.copy(MAIN), day.copy(MAIN), day.copy(MAIN));
    return new DailyTask(
        "Lend three items",
        () -> {},
        hands -> {
          hands.scanAtDesk(card);
          items.forEach(hands::scanAtDesk);
        },
        () -> assertThat(day.account(card).loans()).hasSize(3),
        new Koha(5, 4, 0, "circulation.tt"));
  }

  private DailyTask returnThree() {
    var shelf = day.copy(MAIN);
    var title = day.title("Reserveret");
    var wanted = day.copy(day.north, title, MAIN, null);
    var other = day.copy(BRANCH);
    return new DailyTask(
        "Return three items: one to the shelf, one with a hold, one to another branch",
        () -> {
          var card = day.patron("Krogh, Bo");
          List.of(shelf, wanted, other).forEach(item -> day.lend(card, item));
          day.hold(day.patron("Lund, Eva"), title, MAIN);
        },
        hands -> {
          hands.scanAtDesk(shelf);
          hands.seesTone("ok");
          hands.scanAtDesk(wanted);
          hands.seesTone("attention");
          hands.scanAtDesk(other);
          hands.seesTone("attention");
        },
        () ->
            assertThat(List.of(shelf, wanted, other))
                .extracting(item -> day.item(item).status())
                .containsExactly(
                    ItemStatus.AVAILABLE, ItemStatus.ON_HOLD_SHELF, ItemStatus.IN_TRANSIT),
        new Koha(6, 6, 0, "returns.tt: Alt+R, and Alt+Y for the hold and for the transfer"));
  }

  private DailyTask renewAll() {
    var card = day.patron("Holm, Else");
    return new DailyTask(
        "Renew all of a patron's three loans",
        () -> {
          for (var i = 0; i < 3; i++) {
            day.lend(card, day.copy(MAIN));
          }
        },
        hands -> {
          hands.scanAtDesk(card);
          hands.atDesk(() -> hands.press("F3"));
        },
        () ->
            assertThat(
                    day.texts(
                        "select renewals from loan where patron_id = (select patron_id from patron_identifier where value = '%s')"
                            .formatted(card)))
                .containsExactly("1", "1", "1"),
        new Koha(2, 1, 2, "circulation.tt: Show checkouts, Renew all"));
  }

  private DailyTask register() {
    var card = "2099000001";
    return new DailyTask(
        "Register a patron with name, date of birth, e-mail and telephone",
        () -> {},
        hands -> {
          hands.follow(".near a[href$='/circulation']");
          hands.follow("main a[href$='/patrons/register-patron']");
          hands.scanInto(card);
          hands.press("Tab");
          hands.type("Lund, Karen");
          hands.press("Tab");
          hands.typeDay(LocalDate.of(1990, 12, 24));
          hands.tabTo("#f-email");
          hands.type("karen@example.org");
          hands.press("Tab");
          hands.type("70123456");
          hands.arrive(() -> hands.press("Enter"));
          hands.sees("#done");
        },
        () ->
            assertThat(
                    day.texts(
                        "select p.name || ' ' || p.email || ' ' || p.phone || ' ' || p.birth_date from patron p join patron_identifier i on i.patron_id = p.id where i.value = '%s'"
                            .formatted(card)))
                .containsExactly("Lund, Karen karen@example.org 70123456 1990-12-24"),
        new Koha(4, 47, 7, "memberentrygen.tt"));
  }

  private DailyTask replaceCard() {
    var old = day.patron("Skov, Aksel");
    var card = "2099000002";
    return new DailyTask(
        "Replace a lost card",
        () -> {},
        hands -> {
          hands.type("skov aksel");
          hands.atDesk(() -> hands.press("Enter"));
          hands.press("Tab");
          hands.atDesk(() -> hands.press("Enter"));
          hands.follow("#patron a[href*='/replace-card']");
          hands.arrive(() -> hands.scan(card));
          hands.sees("#done");
        },
        () ->
            assertThat(
                    day.texts(
                        "select value || ' ' || active from patron_identifier where value in ('%s', '%s') order by value"
                            .formatted(old, card)))
                .containsExactly(old + " false", card + " true"),
        new Koha(4, 13, 3, "memberentrygen.tt; the old number is gone rather than blocked"));
  }

  private DailyTask payByCard() {
    var card = day.patron("Berg, Nora");
    return new DailyTask(
        "Take a payment of all that is owed, by card",
        () -> day.charge(card, 5_000),
        hands -> {
          hands.scanAtDesk(card);
          hands.press("F7");
          hands.press("Tab");
          hands.press(day.locale.startsWith("da") ? "k" : "c");
          hands.press("Tab");
          hands.press("Enter");
          hands.sees("#confirm");
          hands.press("Tab");
          hands.atDesk(() -> hands.press("Enter"));
          hands.seesTone("ok");
        },
        () ->
            assertThat(
                    day.texts(
                        "select means from payment where patron_id = (select patron_id from patron_identifier where value = '%s')"
                            .formatted(card)))
                .containsExactly("CARD"),
        new Koha(6, 1, 6, "boraccount.tt, pay.tt, paycollect.tt"));
  }

  private DailyTask refund() {
    var card = day.patron("Friis, Otto");
    return new DailyTask(
        "Pay a fee back that was paid",
        () -> {
          day.charge(card, 3_000);
          day.library.submit(
              new FeeCommand.Pay(
                  day.at(day.north, MAIN),
                  card,
                  3_000,
                  day.account(card).fees().stream().map(PatronAccount.Fee::id).toList(),
                  PaymentMeans.CASH,
                  null,
                  Instant.now()));
        },
        hands -> {
          hands.scanAtDesk(card);
          hands.follow("#patron a[href$='/ledger']");
          hands.follow("main a[href*='/refund-fee']");
          hands.tabTo("#f-reason");
          hands.type("fejl");
          hands.arrive(() -> hands.press("Enter"));
          hands.sees("#done");
        },
        () ->
            assertThat(
                    day.texts(
                        "select count(*) from ledger_entry where kind = 'REIMBURSEMENT' and patron_id = (select patron_id from patron_identifier where value = '%s')"
                            .formatted(card)))
                .containsExactly("1"),
        new Koha(4, 1, 5, "boraccount.tt: Issue refund; no reason is asked for"));
  }

  private DailyTask holdTitle() {
    var card = day.patron("Juhl, Signe");
    var title = day.title("Havkatten");
    day.copy(day.north, title, BRANCH, null);
    return new DailyTask(
        "Place a hold on a title that is searched for",
        () -> {},
        hands -> {
          hands.scanAtDesk(card);
          hands.type("havkatten");
          hands.atDesk(() -> hands.press("Enter"));
          hands.follow("#titles a.hold");
          hands.arrive(() -> hands.press("Enter"));
          hands.sees(".desk-list table");
        },
        () -> holds(card, title.toString()),
        new Koha(6, 11, 4, "circulation.tt: Search to hold; reserve/request.tt"));
  }

  private void holds(String card, String record) {
    assertThat(day.account(card).holds())
        .singleElement()
        .satisfies(hold -> assertThat(hold.record().toString()).isEqualTo(record));
  }

  private DailyTask holdIssue() {
    var card = day.patron("Vinther, Jens");
    var title = day.title("Vindmagasinet");
    var issue = day.copy(day.north, title, BRANCH, new Enumeration(null, "2026", "3"));
    return new DailyTask(
        "Place a hold on an issue of a periodical",
        () -> {},
        hands -> {
          hands.type("vindmagasinet");
          hands.atDesk(() -> hands.press("Enter"));
          hands.follow("#titles a");
          hands.follow("main a[href*='/catalogue/record/']");
          hands.follow("main a[href$='want=" + issue + "']");
          hands.arrive(() -> hands.scan(card));
          hands.sees(".desk-list table");
        },
        () ->
            assertThat(day.account(card).holds())
                .singleElement()
                .satisfies(hold -> assertThat(hold.named()).contains("3")),
        new Koha(6, 15, 5, "reserve/request.tt: a specific item"));
  }

  private DailyTask pullByScanning() {
    var first = day.title("Plukkes");
    var second = day.title("Plukkes også");
    var items =
        List.of(day.copy(day.north, first, MAIN, null), day.copy(day.north, second, MAIN, null));
    return new DailyTask(
        "Pull list: two items found and scanned",
        () -> {
          day.hold(day.patron("Bech, Lis"), first, MAIN);
          day.hold(day.patron("Bech, Per"), second, MAIN);
        },
        hands -> {
          hands.follow(".near a[href$='/today']");
          hands.follow("main a[href*='/list/pull']");
          items.forEach(item -> hands.arrive(() -> hands.scan(item)));
          hands.sees("#done");
        },
        () ->
            assertThat(items)
                .extracting(item -> day.item(item).status())
                .containsOnly(ItemStatus.ON_HOLD_SHELF),
        new Koha(7, 5, 2, "pendingreserves.tt, returns.tt: Alt+Y for each"));
  }

  private DailyTask takeOffTheShelf() {
    var item = day.expiredOnShelf();
    return new DailyTask(
        "Take an item off the hold shelf that was not picked up",
        () -> {},
        hands -> {
          hands.follow(".near a[href$='/today']");
          hands.follow("main a[href*='/list/hold-shelf']");
          hands.click("tr:has(a[href$='/item/" + item + "']) input[name=row]");
          hands.follow("button[value=take-off]");
          hands.sees("#done");
        },
        () -> assertThat(day.item(item).status()).isEqualTo(ItemStatus.AVAILABLE),
        new Koha(4, 0, 5, "waitingreserves.tt: past their expiration date, Cancel hold"));
  }

  private DailyTask notFound() {
    var title = day.title("Væk");
    var item = day.copy(day.north, title, MAIN, null);
    return new DailyTask(
        "Pull list: an item is not on its shelf",
        () -> day.hold(day.patron("Toft, Ane"), title, MAIN),
        hands -> {
          hands.follow(".near a[href$='/today']");
          hands.follow("main a[href*='/list/pull']");
          hands.click("tr:has(a[href$='/item/" + item + "']) input[name=row]");
          hands.follow("button[value=not-found]");
          hands.sees("#done");
        },
        () ->
            assertThat(day.library.store.holdLists().pullList(day.north, MAIN, 50))
                .noneMatch(pull -> pull.item().equals(item)),
        new Koha(6, 0, 7, "pendingreserves.tt; a hold on a title is marked on the item's page"));
  }

  private DailyTask lostAndPaid() {
    var card = day.patron("Møller, Pia");
    var item = day.copy(MAIN);
    return new DailyTask(
        "A patron has lost an item and pays for it in cash",
        () -> day.lend(card, item),
        hands -> {
          hands.scanAtDesk(card);
          hands.click("#loans button.danger");
          hands.atDesk(() -> hands.click("#confirm button[value=yes]"));
          hands.seesTone("attention");
          hands.press("F7");
          hands.press("Enter");
          hands.sees("#confirm");
          hands.press("Tab");
          hands.atDesk(() -> hands.press("Enter"));
          hands.seesTone("ok");
        },
        () -> {
          assertThat(day.item(item).status()).isEqualTo(ItemStatus.LOST);
          assertThat(day.owed(card)).isEqualTo("0");
        },
        new Koha(8, 1, 9, "moredetail.tt, boraccount.tt, paycollect.tt"));
  }

  private DailyTask override() {
    var card = day.patron("Nord, Kaj");
    var item = day.copy(MAIN);
    return new DailyTask(
        "Lend to a patron who is blocked, with a reason",
        () ->
            day.library.submit(
                new PatronCommand.BlockPatron(
                    day.at(day.north, MAIN),
                    new PatronName.Identifier(card),
                    BlockCode.EXCLUDED,
                    null,
                    null)),
        hands -> {
          hands.scanAtDesk(card);
          hands.scanAtDesk(item);
          hands.seesTone("refused");
          hands.tabTo("input[name=reason]");
          hands.typeSlowly("aftalt");
          hands.atDesk(() -> hands.press("Enter"));
          hands.seesTone("ok");
        },
        () -> assertThat(day.account(card).loans()).hasSize(1),
        new Koha(4, 2, 1, "circulation.tt: Override restriction; no reason is asked for"));
  }

  private DailyTask cashUp() {
    return new DailyTask(
        "Show the day's takings of the desk",
        () -> {},
        hands -> {
          hands.follow(".near a[href$='/circulation']");
          hands.follow("main a[href*='/statements/cash-up']");
          hands.sees("main table");
        },
        () ->
            assertThat(day.texts("select count(*) from ledger_entry where kind = 'PAYMENT'"))
                .doesNotContain("0"),
        new Koha(3, 0, 3, "Tools, Cashup registers; by register"));
  }
}

package org.samling.server.console.daily;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.BRANCH;
import static org.samling.postgres.TestLibrary.MAIN;

import java.util.List;
import java.util.Set;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.guests.GuestAgreement.Terms;
import org.samling.core.guests.GuestAgreement.Told;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.BlockCode;
import org.samling.core.patron.PatronKind;
import org.samling.server.console.daily.DailyTask.Koha;

/** Five tasks between libraries: north has agreements with south, whose patrons and items come. */
final class ConsortiumTasks {

  private static final String GUEST = "2100000001";
  private static final String BLOCKED_GUEST = "2100000002";

  private final Day day;
  private final TenantId south;

  ConsortiumTasks(Day day) {
    this.day = day;
    south = day.library.south;
    day.patron(south, GUEST, "Gæst, Ole", MAIN, PatronKind.PERSON);
    day.patron(south, BLOCKED_GUEST, "Gæst, Eva", MAIN, PatronKind.PERSON);
  }

  List<DailyTask> all() {
    return List.of(acceptAgreement(), guest(), blockedGuest(), itemOfAnother(), crate());
  }

  private DailyTask acceptAgreement() {
    return new DailyTask(
        "Accept the agreement that a municipality offers about guests",
        () ->
            day.library
                .store
                .guestAgreements()
                .offer(south, day.north, new Terms(Set.of(Told.NAME), List.of("2100")), "anna"),
        hands -> {
          hands.follow(".near a[href$='/operations']");
          hands.follow("main a[href$='/operations/guest-agreements']");
          hands.follow("main a[href$='/list-guest-agreements']");
          hands.sees("main table");
          hands.follow("main a[href$='/operations/guest-agreements']");
          hands.follow("main a[href$='/accept-guest-agreement']");
          hands.type("south");
          hands.press("Tab");
          hands.type("v");
          hands.tabTo("#f-branch");
          hands.type("m");
          hands.press("Tab");
          hands.arrive(() -> hands.press("Enter"));
          hands.sees("#done");
        },
        () ->
            assertThat(day.library.store.guestAgreements().of(day.north))
                .singleElement()
                .satisfies(agreement -> assertThat(agreement.accepted()).isNotNull()),
        Koha.NONE);
  }

  private DailyTask guest() {
    var item = day.copy(MAIN);
    return new DailyTask(
        "Lend to a patron of another municipality for the first time, with their own card",
        () -> day.library.store.guestReception().looksAnew(day.north),
        hands -> {
          hands.scanAtDesk(GUEST);
          hands.scanAtDesk(item);
          hands.seesTone("ok");
        },
        () -> {
          assertThat(day.account(GUEST).loans()).hasSize(1);
          assertThat(day.texts("select count(*) from guest")).containsExactly("1");
        },
        new Koha(3, 2, 0, "circulation.tt"));
  }

  private DailyTask blockedGuest() {
    var item = day.copy(MAIN);
    return new DailyTask(
        "See that a guest is blocked at home",
        () ->
            day.library.submit(
                new PatronCommand.BlockPatron(
                    day.at(south, MAIN),
                    new PatronName.Identifier(BLOCKED_GUEST),
                    BlockCode.EXCLUDED,
                    null,
                    null)),
        hands -> {
          hands.scanAtDesk(BLOCKED_GUEST);
          hands.sees("#patron .tag.off");
          hands.scanAtDesk(item);
          hands.seesTone("refused");
        },
        () -> assertThat(day.account(BLOCKED_GUEST).loans()).isEmpty(),
        new Koha(2, 1, 0, "circulation.tt: shown when the card is scanned"));
  }

  private DailyTask itemOfAnother() {
    var item = day.copy(south, day.title("Sydpå"), MAIN, null);
    return new DailyTask(
        "Take another municipality's item in, and send it home",
        () -> day.library.store.lendingAgreements().make(day.north, south, "olga"),
        hands -> {
          hands.scanAtDesk(item);
          hands.seesTone("attention");
        },
        () ->
            assertThat(
                    day.texts("select count(*) from outbox where kind = 'others-item-handed-in'"))
                .containsExactly("1"),
        new Koha(3, 3, 0, "returns.tt: Alt+R, Alt+Y"));
  }

  private DailyTask crate() {
    var items = List.of(day.copy(BRANCH), day.copy(BRANCH));
    return new DailyTask(
        "Pack two items into a crate, and receive them at the other branch",
        () -> items.forEach(item -> day.checkIn(item, MAIN)),
        hands -> {
          hands.follow(".near a[href$='/today']");
          hands.follow("main a[href*='from=" + MAIN + "']");
          items.forEach(
              item -> hands.click("tr:has(a[href$='/item/" + item + "']) input[name=row]"));
          hands.click("input[name='pack.crate']");
          hands.scanInto("K0000007");
          hands.arrive(() -> hands.press("Enter"));
          hands.sees("#done");
          hands.follow(".workplace a");
          hands.follow("#branches button[value='" + BRANCH + "']");
          for (var item : items) {
            hands.arrive(() -> hands.scan(item));
            hands.sees("#done");
          }
        },
        () -> {
          assertThat(items)
              .extracting(item -> day.item(item).status())
              .containsOnly(ItemStatus.AVAILABLE);
          assertThat(items).extracting(item -> day.item(item).at()).containsOnly(BRANCH);
        },
        new Koha(6, 3, 5, "set-library.tt, returns.tt; there are no crates"));
  }
}

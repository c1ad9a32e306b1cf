package org.samling.console.today;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.samling.console.today.DeskList.Place;
import org.samling.console.today.DeskList.RowAction;

/** The lists of the console. */
final class DeskLists {

  /** The list of a patron's holds, which an address names with the patron. */
  static final String PATRON_HOLDS = "patron-holds";

  private static final Map<String, String> LOAN = Map.of("patron", "patron", "item", "item");
  private static final Map<String, String> HOLD = Map.of("patron", "patron", "hold", "number");
  private static final RowAction LOST =
      RowAction.of("lost", "declare-lost", Map.of("item", "item")).danger();
  private static final RowAction FOUND = RowAction.scanned("found", "check-in");

  private static final List<RowAction> ON_HOLDS =
      List.of(
          RowAction.of("change-hold", "change-hold", HOLD).typing("pickup", "expires"),
          RowAction.of("pause", "pause-hold", HOLD).typing("from", "until"),
          RowAction.of("resume", "resume-hold", HOLD),
          RowAction.of("cancel-hold", "cancel-hold", HOLD).danger());

  /** In the order in which they are shown. */
  private static final List<DeskList> ALL =
      List.of(
          new DeskList(
              "pull",
              "list-pull-list",
              Map.of(),
              Place.ONE,
              List.of(),
              List.of("location", "call-number", "author", "title", "item", "pickup", "placed"),
              List.of(
                  FOUND,
                  RowAction.of("not-found", "report-not-found", Map.of("item", "item")).atBranch()),
              List.of("pull")),
          new DeskList(
              "hold-shelf",
              "list-hold-shelf",
              Map.of(),
              Place.ONE,
              List.of(),
              List.of("shelf", "over", "item", "title", "patron", "pickup-until"),
              List.of(
                  RowAction.scanned("shelve", "shelve-hold").atBranch(),
                  RowAction.of("take-off", "check-in", Map.of("item", "item")),
                  RowAction.of("cancel-hold", "cancel-hold", HOLD).danger()),
              List.of("expired", "shelve", "ready")),
          new DeskList(
              "transits",
              "list-transits",
              Map.of(),
              new Place("to", false),
              List.of("from", "crate"),
              List.of("item", "title", "from", "to", "sent", "overdue", "for-hold", "crate"),
              List.of(
                  RowAction.scanned("arrived", "check-in"),
                  RowAction.of("pack", "pack-crate", Map.of("item", "item")).typing("crate")),
              List.of("late-transits", "transits")),
          new DeskList(
              "crates",
              "list-crates",
              Map.of(),
              Place.NOWHERE,
              List.of(),
              List.of("crate", "to", "count", "since"),
              List.of(),
              List.of()),
          new DeskList(
              "overdue",
              "list-open-loans",
              Map.of("trouble", "overdue"),
              Place.ANY,
              List.of("due-before"),
              List.of("due", "item", "title", "patron", "name", "branch", "renewals", "step"),
              List.of(
                  RowAction.of("renew", "renew", LOAN),
                  RowAction.of("claimed", "claim-returned", LOAN),
                  LOST),
              List.of("overdue")),
          new DeskList(
              "claimed",
              "list-open-loans",
              Map.of("trouble", "claimed-returned"),
              Place.ANY,
              List.of(),
              List.of("since", "due", "item", "title", "patron", "name", "branch"),
              List.of(FOUND, LOST),
              List.of("claimed")),
          new DeskList(
              "lost",
              "list-open-loans",
              Map.of("trouble", "lost"),
              Place.ANY,
              List.of(),
              List.of("since", "due", "item", "title", "patron", "name", "branch"),
              List.of(FOUND),
              List.of("lost")),
          new DeskList(
              "gone",
              "list-gone-items",
              Map.of(),
              Place.ANY,
              List.of("status"),
              List.of(
                  "location", "call-number", "author", "title", "item", "status", "home", "since"),
              List.of(FOUND),
              List.of("gone")),
          new DeskList(
              "notices",
              "list-notices",
              Map.of("undelivered", "true"),
              Place.ANY,
              List.of("kind"),
              List.of("created", "kind", "state", "patron", "channel", "address", "failure"),
              List.of(RowAction.onAll("retry", "retry-notices")),
              List.of("undelivered")),
          new DeskList(
              "conflicts",
              "list-offline-transactions",
              Map.of("only-conflicts", "true"),
              Place.ANY,
              List.of("account", "since"),
              List.of(
                  "done", "message", "account", "branch", "item", "patron", "result", "reason",
                  "rules"),
              List.of(
                  RowAction.of("settle", "settle-offline-transaction", Map.of("number", "number"))
                      .typing("note")),
              List.of("conflicts")));

  /** Those that an address names with a patron or a title. */
  private static final List<DeskList> OF_ONE =
      List.of(
          new DeskList(
              PATRON_HOLDS,
              "list-holds",
              Map.of(),
              Place.NOWHERE,
              List.of("patron"),
              List.of(
                  "title",
                  "record",
                  "state",
                  "pickup",
                  "placed",
                  "expires",
                  "shelf",
                  "pickup-until",
                  "paused-from",
                  "paused-until"),
              ON_HOLDS,
              List.of()),
          new DeskList(
              "queue",
              "list-queue",
              Map.of(),
              Place.NOWHERE,
              List.of("record"),
              List.of(
                  "place",
                  "name",
                  "patron",
                  "state",
                  "pickup",
                  "placed",
                  "wanted",
                  "item",
                  "looked-for",
                  "shelf",
                  "pickup-until",
                  "paused"),
              ON_HOLDS,
              List.of()));

  private DeskLists() {}

  /** Those to choose from. */
  static List<DeskList> all() {
    return ALL;
  }

  /** The list of this name. */
  static Optional<DeskList> named(String name) {
    return ALL.stream()
        .filter(list -> list.name().equals(name))
        .findFirst()
        .or(() -> OF_ONE.stream().filter(list -> list.name().equals(name)).findFirst());
  }
}

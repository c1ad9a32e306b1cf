package org.samling.operations.bookings;

import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.BookingLists;
import org.samling.core.circulation.BookingLists.SetListed;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.organisation.Account.Scope;
import org.samling.operations.Family;
import org.samling.operations.Means;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.Paging;
import org.samling.operations.Problem;
import org.samling.operations.Request;

/** Sets: items that are moved and lent as one, such as class sets. */
public final class SetOperations {

  /** The operations. */
  public static final Family<SetOperations> FAMILY =
      new Family<>(
          "sets",
          "set",
          "Sets: items that are moved and lent as one, such as class sets",
          List.of(
          Operation.get("list-sets", "/sets", Scope.BOOKINGS_READ, "Lists class sets")
              .paged()
              .of(Nothing.class, Sets.class, SetOperations::list),
          Operation.get(
                  "show-set",
                  "/sets/:set",
                  Scope.BOOKINGS_READ,
                  "Shows a class set, its items, and who has them")
              .of(WhichSet.class, SetWithItems.class, SetOperations::show)));

  private final BookingLists lists;

  /** Operations on a store. */
  public SetOperations(BookingLists lists) {
    this.lists = lists;
  }

  /**
   * A page of sets.
   *
   * @param sets the sets, by barcode
   * @param next what the next page comes after
   */
  public record Sets(List<SetEntry> sets, @Means(Paging.NEXT) @Nullable String next) {}

  /** A set in a list. */
  public record SetEntry(@Means("the barcode") String set, String name, int items, int onLoan) {

    static SetEntry of(SetListed set) {
      return new SetEntry(set.barcode(), set.name(), set.items(), set.onLoan());
    }
  }

  /** Which set. */
  public record WhichSet(@Means("the barcode of the set") @Size(max = 100) String set) {}

  /** A set with its items. */
  public record SetWithItems(
      @Means("the barcode") String set,
      String name,
      int items,
      int onLoan,
      List<SetItem> contents) {}

  /** An item of a set. */
  public record SetItem(
      @Means("the barcode") String item,
      String title,
      ItemStatus status,
      @Means("the code of the branch where it is") String branch,
      @Means("a card of the patron who has it") @Nullable String patron,
      @Means("the day on which it is due") @Nullable LocalDate due) {

    static SetItem of(BookingLists.SetItem item) {
      return new SetItem(
          item.barcode(), item.title(), item.status(), item.at(), item.borrower(), item.due());
    }
  }

  private Sets list(Request<Nothing> request) {
    var paging = request.paging();
    var page =
        paging
            .of(
                lists.sets(request.tenantId(), paging.after(), paging.fetched()),
                SetListed::barcode)
            .map(SetEntry::of);
    return new Sets(page.entries(), page.next());
  }

  private SetWithItems show(Request<WhichSet> request) {
    var barcode = request.input().set();
    var set =
        lists.sets(request.tenantId()).stream()
            .filter(s -> s.barcode().equals(barcode))
            .findFirst()
            .orElseThrow(() -> Problem.unknown("There is no set \"%s\".".formatted(barcode)));
    return new SetWithItems(
        set.barcode(),
        set.name(),
        set.items(),
        set.onLoan(),
        lists.items(request.tenantId(), barcode).stream().map(SetItem::of).toList());
  }
}

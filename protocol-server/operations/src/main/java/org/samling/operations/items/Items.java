package org.samling.operations.items;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.ItemState;
import org.samling.core.circulation.command.ItemCommand.DescribeItem;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.ItemView;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.operations.Means;

/** What the operations on items take and return. */
public final class Items {

  private Items() {}

  /** Which item. */
  public record WhichItem(@Means("its barcode") String item) {}

  /** What a machine noted about an item. */
  public record Note(
      @Means("its barcode") String item,
      @Means("the note; empty to remove it") @Size(max = DescribeItem.MAX_PROPERTIES) @Nullable String properties) {}

  /** An item and where it is now. */
  public record Item(
      @JsonUnwrapped Material material,
      @JsonUnwrapped Holding holding,
      @JsonUnwrapped Availability availability) {

    static Item of(ItemState state) {
      return new Item(Material.of(state), Holding.of(state), Availability.of(state));
    }
  }

  /** What the item is. */
  public record Material(
      @Means("its barcode") String item,
      @Means("source:number of the title") String record,
      String title,
      @Nullable String author,
      @Means("its SIP2 media type") @Nullable String mediaType,
      @Means("the volume or issue of the title") @Nullable String issue) {

    static Material of(ItemState state) {
      var item = state.item();
      return new Material(
          item.barcode(),
          state.record().toString(),
          item.title(),
          item.author(),
          item.mediaType(),
          item.issue());
    }
  }

  /** Where the item belongs, and whose it is. */
  public record Holding(
      @Means("the code of the branch where it belongs") String home,
      @Means("the shelving location within the branch") @Nullable String location,
      @Nullable String callNumber,
      @Means("the library that owns it; null if that is not known") @Nullable String owner,
      @Means("a machine's note on it") @Nullable String properties) {

    static Holding of(ItemState state) {
      var item = state.item();
      return new Holding(
          item.home(), item.location(), item.callNumber(), state.owner(), item.properties());
    }
  }

  /** Where the item is now, and whether it can be lent. */
  public record Availability(
      @Means("the branch where it is, or the destination if it is in transit") String at,
      ItemStatus status,
      @Means("whether it is lent at all") boolean forLoan,
      @Means("null if it is not on loan") @Nullable Instant due,
      @Means("when it was recalled") @Nullable Instant recalled,
      @Means("the number of waiting holds on the title") @Min(0) int waiting) {

    static Availability of(ItemState state) {
      return new Availability(
          state.at(),
          state.status(),
          state.forLoan(),
          state.due(),
          state.recalledAt(),
          state.waiting());
    }
  }

  /** An item whose loan was changed. */
  public record ChangedLoan(
      @Means("its barcode") String item,
      String title,
      @Means("null if it was not on loan") @Nullable UUID loan,
      @Means("null if it is no longer on loan") @Nullable Instant due) {

    static ChangedLoan of(LoanOutcome.Changed changed) {
      return new ChangedLoan(
          changed.item().barcode(), changed.item().title(), changed.loanId(), changed.due());
    }
  }

  /** An item with what a machine noted about it. */
  public record NotedItem(
      @Means("its barcode") String item,
      String title,
      @Means("the note; null if there is none") @Nullable String properties) {

    static NotedItem of(ItemView item) {
      return new NotedItem(item.barcode(), item.title(), item.properties());
    }
  }
}

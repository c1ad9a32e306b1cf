package org.samling.operations.stock;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.ItemCommand.RelocateItem;
import org.samling.core.circulation.command.ItemCommand.WithdrawItem;
import org.samling.core.circulation.facts.Parts;
import org.samling.core.circulation.outcome.CheckinOutcome.Destination;
import org.samling.core.circulation.outcome.ItemOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.policy.SortRule.Route;
import org.samling.operations.Means;
import org.samling.operations.Notation;
import org.samling.operations.Why;

/** What the operations on lists of items take and return. */
public final class StockLists {

  /** The most items of a list. */
  static final int MOST = 1_000;

  /** The most characters of a barcode, the number of an order or a branch's code. */
  static final int NAME = 100;

  private static final String BARCODES = "barcodes";

  private StockLists() {}

  /** How a list is carried out. */
  public record Terms(
      @Means("the code of the branch where the items are; default: each item's own branch")
          @Size(max = NAME) @Nullable String branch,
      @Means("whether it is only shown what would happen to each") @Nullable Boolean dryRun) {

    boolean isDryRun() {
      return Boolean.TRUE.equals(dryRun);
    }
  }

  /** Items. */
  public record Items(
      @Means(BARCODES) @Size(min = 1, max = MOST) List<@Size(max = NAME) String> items,
      @JsonUnwrapped Terms terms) {}

  /** Items on order that arrived. */
  public record Arrived(
      @Means("the numbers of the orders; ORDER=BARCODE where an item got a barcode")
          @Size(min = 1, max = MOST) List<Arrival> items,
      @Means("whether they are ready for loan at once") @Nullable Boolean ready,
      @JsonUnwrapped Terms terms) {}

  /**
   * An item that arrived.
   *
   * @param item its barcode, or the number it was ordered under
   * @param barcode its barcode now, or null where that is the same
   */
  @Notation(
      pattern = "^[^=;\\s]{1,100}([=;\\s]{1,3}[^=;\\s]{1,100})?$",
      title = "numbers of orders",
      example = "B-4711=3890009901")
  public record Arrival(String item, @Nullable String barcode) {

    private static final Pattern BETWEEN = Pattern.compile("[=;\\s]+");

    /** Reads one. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Arrival of(String text) {
      var parts = BETWEEN.split(text);
      return new Arrival(parts[0], parts.length == 1 ? null : parts[1]);
    }

    /** As it is written: {@code B-4711=3890009901}. */
    @JsonValue
    public String text() {
      return barcode == null ? item : item + "=" + barcode;
    }
  }

  /** Items that are to leave the collection. */
  public record Withdrawn(
      @Means(BARCODES) @Size(min = 1, max = MOST) List<@Size(max = NAME) String> items,
      @Means("why") @Size(min = 1, max = WithdrawItem.MAX_REASON) String reason,
      @JsonUnwrapped Terms terms) {}

  /** Items that are to have another place. */
  public record Relocated(
      @Means(BARCODES) @Size(min = 1, max = MOST) List<@Size(max = NAME) String> items,
      @Means("the code of their new branch") @Size(max = NAME) @Nullable String toBranch,
      @Means("their new location in the branch, as \"Voksen > Krimi\"; empty for none")
          @Size(max = RelocateItem.MAX_LOCATION) @Nullable String toLocation,
      @JsonUnwrapped Terms terms) {}

  /** Items of several parts. */
  public record InParts(
      @Means(BARCODES) @Size(min = 1, max = MOST) List<@Size(max = NAME) String> items,
      @Means("how many parts each has; 1 for an item in one piece") @Min(1) @Max(Parts.MOST) int count,
      @Means("the numbers of the missing parts; default: none") @Size(max = Parts.MOST) @Nullable List<@Min(1) @Max(Parts.MOST) Integer> missing,
      @JsonUnwrapped Terms terms) {}

  /**
   * What became of a list, or would.
   *
   * @param items what became of each, in the order of the list
   */
  public record CarriedOut(
      @Means("how many it was done with, or would be") int done,
      @Means("how many were refused, or would be") int refused,
      List<ItemResult> items) {

    static CarriedOut of(List<ItemOutcome> outcomes) {
      var items = outcomes.stream().map(ItemResult::of).toList();
      var done = (int) items.stream().filter(ItemResult::done).count();
      return new CarriedOut(done, items.size() - done, items);
    }
  }

  /** What became of an item, or would. */
  public record ItemResult(
      @Means("the barcode") String item,
      @Means("null if the item is unknown or refused") @Nullable String title,
      boolean done,
      @JsonUnwrapped Became became) {

    static ItemResult of(ItemOutcome outcome) {
      var became = Became.of(outcome);
      return switch (outcome) {
        case ItemOutcome.Changed(_, var item, _) ->
            new ItemResult(item.barcode(), item.title(), true, became);
        case ItemOutcome.Refused(_, _, var barcode, _) ->
            new ItemResult(barcode, null, false, became);
      };
    }
  }

  /** Where an item goes, or why nothing was done with it. */
  public record Became(@JsonUnwrapped @Nullable Way way, @JsonUnwrapped @Nullable Refused refused) {

    /** What an outcome says; nothing of who waits for the item. */
    public static Became of(ItemOutcome outcome) {
      return switch (outcome) {
        case ItemOutcome.Changed(_, _, var to) -> new Became(to == null ? null : Way.of(to), null);
        case ItemOutcome.Refused(_, var reason, _, var why) ->
            new Became(null, new Refused(reason, Why.of(why)));
      };
    }
  }

  /** Where an item goes. */
  public record Way(
      @Means("where it goes now; left out where it stays") @Nullable Route destination,
      @Means("the code of the branch where it goes; left out where it stays")
          @Nullable String branch,
      @Means("its number on the hold shelf; left out where it has none")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable Integer shelf) {

    static Way of(Destination destination) {
      var shelf = destination instanceof Destination.HoldShelf to ? to.shelf() : null;
      return new Way(
          destination.way(), destination.branch(), shelf == null ? null : shelf.number());
    }
  }

  /** Why nothing was done with an item. */
  public record Refused(
      @Means("why it was refused; left out where it was not") @Nullable RefusalReason reason,
      @Means("the rule that refuses it; left out where it was not refused") @Nullable Why why) {}
}

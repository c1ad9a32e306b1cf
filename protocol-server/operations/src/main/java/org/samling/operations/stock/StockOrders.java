package org.samling.operations.stock;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.ItemDetails;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.command.ItemCommand.RelocateItem;
import org.samling.core.circulation.facts.Enumeration;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.Parts;
import org.samling.core.organisation.Tenant;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.policy.LendingPolicy;
import org.samling.operations.Amount;
import org.samling.operations.Means;
import org.samling.operations.Places;
import org.samling.operations.Problem;
import org.samling.operations.TitleKeys;

/** What ordering takes and returns. */
public final class StockOrders {

  /** The most orders at once. */
  static final int MOST = 500;

  /** How many faults are told of. */
  private static final int TOLD = 100;

  private StockOrders() {}

  /** Orders. */
  public record Orders(
      @Size(min = 1, max = MOST) List<Order> orders,
      @Means("whether they are only checked") @Nullable Boolean dryRun) {}

  /** An item that was ordered. */
  public record Order(
      @Means("its barcode, or the number of the order until it has one")
          @Size(min = 1, max = StockLists.NAME) String item,
      @Means("source:number of its title") @Size(max = StockLists.NAME) String record,
      @Means("the code of the branch where it will belong") @Size(max = StockLists.NAME) String branch,
      @Means("the code of its item category") @Size(max = StockLists.NAME) String category,
      @Means("its location in the branch, as \"Voksen > Krimi\"")
          @Size(max = RelocateItem.MAX_LOCATION) @Nullable String location,
      @Size(max = StockLists.NAME) @Nullable String callNumber,
      @Nullable Amount price,
      @Size(max = Enumeration.MAX_LENGTH) @Nullable String volume,
      @Size(max = Enumeration.MAX_LENGTH) @Nullable String year,
      @Size(max = Enumeration.MAX_LENGTH) @Nullable String issue,
      @Means("how many parts it has") @Min(1) @Max(Parts.MOST) @Nullable Integer parts) {

    /**
     * The item.
     *
     * @throws Problem when it can't be one
     */
    NewItem item(Tenant tenant, LendingPolicy policy) {
      if (item.isBlank()) {
        throw Problem.invalid("It has no \"item\".");
      }
      Places.checkBranch(policy, branch);
      Places.check(policy, Subject.ITEM_CATEGORY, category);
      return new NewItem(
          item, TitleKeys.of(record), branch, category, ItemStatus.ON_ORDER, details(tenant));
    }

    private ItemDetails details(Tenant tenant) {
      return ItemDetails.builder()
          .location(given(location))
          .callNumber(given(callNumber))
          .price(price == null ? null : price.minor(tenant))
          .enumeration(Enumeration.of(given(volume), given(year), given(issue)))
          .parts(parts)
          .build();
    }

    private static @Nullable String given(@Nullable String text) {
      return text == null || text.isBlank() ? null : text;
    }
  }

  /** What became of orders. */
  public record Ordered(
      @Means("how many are new; of a dry run, how many could be ordered") int ordered,
      @Means("how many were there already") int known) {}

  /**
   * Why nothing was ordered.
   *
   * @param faults the first faults, in the order of the orders
   */
  public record Faulty(List<Fault> faults) {}

  /** What is wrong with an order. */
  public record Fault(
      @Means("its place in the list, from 1") int order,
      @Means("its barcode or number") String item,
      String fault) {}

  /**
   * The items that were ordered.
   *
   * @throws Problem when one of the orders is wrong; it tells what is wrong with each
   */
  static List<NewItem> items(Tenant tenant, LendingPolicy policy, List<Order> orders) {
    var items = new ArrayList<NewItem>();
    var faults = new ArrayList<Fault>();
    for (var order : orders) {
      try {
        items.add(order.item(tenant, policy));
      } catch (Problem problem) {
        faults.add(new Fault(items.size() + faults.size() + 1, order.item(), problem.detail()));
      }
    }
    if (!faults.isEmpty()) {
      var first = faults.getFirst();
      throw Problem.invalid(
          "Nothing was ordered; faulty orders: %,d. Number %d, %s: %s"
              .formatted(faults.size(), first.order(), first.item(), first.fault()),
          new Faulty(faults.subList(0, Math.min(TOLD, faults.size()))));
    }
    return items;
  }
}

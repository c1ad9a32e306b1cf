package org.samling.operations.stock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.ItemCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.outcome.ItemOutcome;
import org.samling.operations.Request;
import org.samling.operations.stock.StockLists.Terms;

/**
 * Does the same with each item of a list. A list that was interrupted can be sent again: what was
 * done already is not done twice.
 */
public final class ItemLists {

  private static final Duration DEADLINE = Duration.ofMinutes(1);

  /** How many commands are submitted together; those of others come between. */
  private static final int AT_ONCE = 100;

  /** Tells the command that makes an item ready from the one that received it. */
  private static final String READY = "ready";

  private final Inquiries inquiries;
  private final Commands commands;

  /** Lists of items of a store. */
  public ItemLists(Inquiries inquiries, Circulation circulation) {
    this.inquiries = inquiries;
    this.commands = new Commands(circulation, DEADLINE);
  }

  /**
   * The outcomes, in the order of the list; of a dry run those that there would be.
   *
   * @param entries the list
   * @param item the barcode of an entry
   * @param command what is to be done with it
   */
  <T> List<ItemOutcome> outcomes(
      Request<?> request,
      Terms terms,
      List<T> entries,
      Function<T, String> item,
      BiFunction<Origin, T, ItemCommand> command) {
    return outcomes(request, terms, entries, item, command, "");
  }

  /** The same for items that are made ready in the request that received them. */
  List<ItemOutcome> alsoReady(Request<?> request, Terms terms, List<String> items) {
    return outcomes(request, terms, items, Function.identity(), ItemCommand.ReadyItem::new, READY);
  }

  private <T> List<ItemOutcome> outcomes(
      Request<?> request,
      Terms terms,
      List<T> entries,
      Function<T, String> item,
      BiFunction<Origin, T, ItemCommand> command,
      String step) {
    var outcomes = new ArrayList<ItemOutcome>();
    for (var from = 0; from < entries.size(); from += AT_ONCE) {
      var some =
          entries.subList(from, Math.min(from + AT_ONCE, entries.size())).stream()
              .map(entry ->
                  command.apply(origin(request, terms.branch(), item.apply(entry), step), entry))
              .toList();
      outcomes.addAll(
          terms.isDryRun()
              ? some.stream().map(this::explained).toList()
              : commands.outcomes(List.<Command<ItemOutcome>>copyOf(some)));
    }
    return outcomes;
  }

  private ItemOutcome explained(ItemCommand command) {
    if (inquiries.explain(command).outcome() instanceof ItemOutcome outcome) {
      return outcome;
    }
    throw new IllegalStateException("not the outcome of changing an item");
  }

  /**
   * Makes an item ready for loan.
   *
   * @param branch the code of the branch where it is, or null for its own
   */
  public ItemOutcome ready(Request<?> request, @Nullable String branch, String item) {
    return commands.outcome(new ItemCommand.ReadyItem(origin(request, branch, item, READY), item));
  }

  /** At the branch that is named, or the item's own; at the account's if the item is unknown. */
  private Origin origin(Request<?> request, @Nullable String branch, String item, String step) {
    return request.originAt(branch == null ? home(request, item) : branch, DEADLINE, item, step);
  }

  private String home(Request<?> request, String item) {
    return inquiries
        .item(request.tenantId(), item)
        .map(state -> state.item().home())
        .orElse(request.account().branch());
  }
}

package org.samling.operations.items;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.ItemCommand.DescribeItem;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.outcome.ItemOutcome;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.core.organisation.Account.Scope;
import org.samling.operations.Family;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Refusals;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.items.Items.ChangedLoan;
import org.samling.operations.items.Items.Item;
import org.samling.operations.items.Items.Note;
import org.samling.operations.items.Items.NotedItem;
import org.samling.operations.items.Items.WhichItem;

/** Items: where they are, recalls, losses, and what machines note about them. */
public final class ItemOperations {

  /** The operations. */
  public static final Family<ItemOperations> FAMILY =
      new Family<>(
          "items",
          "item",
          "Items: where they are, recalls, losses, and what machines note about them",
          List.of(
              Operation.get("show-item", "/items/:item", Scope.ITEMS_READ, "Shows an item")
                  .withinBounds()
                  .of(WhichItem.class, Item.class, ItemOperations::show),
              Operation.post(
                      "recall-item", "/items/:item/recall", Scope.CIRCULATION, "Recalls a loan")
                  .withinBounds()
                  .of(WhichItem.class, ChangedLoan.class, ItemOperations::recall),
              Operation.delete(
                      "cancel-recall",
                      "/items/:item/recall",
                      Scope.CIRCULATION,
                      "Cancels the recall of a loan")
                  .withinBounds()
                  .of(WhichItem.class, ChangedLoan.class, ItemOperations::cancelRecall),
              Operation.post(
                      "declare-lost",
                      "/items/:item/loss",
                      Scope.CIRCULATION,
                      "Records that an item is lost; if it is on loan, its price is charged")
                  .withinBounds()
                  .of(WhichItem.class, ChangedLoan.class, ItemOperations::declareLost),
              Operation.post(
                      "describe-item",
                      "/items/:item/properties",
                      Scope.CIRCULATION,
                      "Stores a machine's note on an item")
                  .withinBounds()
                  .of(Note.class, NotedItem.class, ItemOperations::describe)));

  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final Inquiries inquiries;
  private final Commands commands;

  /** Operations on a store. */
  public ItemOperations(Inquiries inquiries, Circulation circulation) {
    this.inquiries = inquiries;
    this.commands = new Commands(circulation, DEADLINE);
  }

  private Item show(Request<WhichItem> request) {
    var barcode = request.input().item();
    return inquiries
        .item(request.tenantId(), barcode)
        .map(Item::of)
        .orElseThrow(() -> Problem.unknown("There is no item \"%s\".".formatted(barcode)));
  }

  private ChangedLoan recall(Request<WhichItem> request) {
    return changed(new LoanCommand.Recall(request.origin(DEADLINE), request.input().item()));
  }

  private ChangedLoan cancelRecall(Request<WhichItem> request) {
    return changed(new LoanCommand.CancelRecall(request.origin(DEADLINE), request.input().item()));
  }

  private ChangedLoan declareLost(Request<WhichItem> request) {
    return changed(new LoanCommand.DeclareLost(request.origin(DEADLINE), request.input().item()));
  }

  private ChangedLoan changed(LoanCommand<LoanOutcome> command) {
    return switch (commands.outcome(command)) {
      case LoanOutcome.Changed changed -> ChangedLoan.of(changed);
      case LoanOutcome.Refused refused -> throw Refusals.of(refused);
    };
  }

  /** The note replaces the earlier one. */
  private NotedItem describe(Request<Note> request) {
    var command =
        new DescribeItem(
            request.origin(DEADLINE),
            request.input().item(),
            properties(request.input().properties()));
    return switch (commands.outcome(command)) {
      case ItemOutcome.Changed changed -> NotedItem.of(changed.item());
      case ItemOutcome.Refused refused -> throw Refusals.of(refused);
    };
  }

  /** The note as it is stored; empty for none. Schemas count code points, commands count chars. */
  private static String properties(@Nullable String note) {
    if (note != null && note.length() > DescribeItem.MAX_PROPERTIES) {
      throw Problem.invalid(
          "\"properties\" must be a text of at most %,d characters."
              .formatted(DescribeItem.MAX_PROPERTIES));
    }
    var clean = Texts.clean(note);
    return clean == null ? "" : clean;
  }
}

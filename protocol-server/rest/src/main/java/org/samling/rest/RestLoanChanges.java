package org.samling.rest;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.ItemCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.outcome.ItemOutcome;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.rest.form.RestAnswer;
import org.samling.rest.form.RestAnswer.Status;
import org.samling.rest.form.RestProblem;
import org.samling.rest.form.RestRefusals;
import org.samling.routes.Commands;

/** Changes to loans other than lending, renewing and returning, and the properties of items. */
final class RestLoanChanges {

  private static final int LONGEST = 200;

  private final Commands commands;

  RestLoanChanges(Commands commands) {
    this.commands = commands;
  }

  RestAnswer undoCheckOut(RestExchange exchange) {
    var body = exchange.body();
    return changed(
        new LoanCommand.UndoCheckout(
            exchange.origin(), body.number("patron", LONGEST), body.neededNumber("item", LONGEST)));
  }

  RestAnswer undoCheckIn(RestExchange exchange) {
    var body = exchange.body();
    return changed(
        new LoanCommand.UndoCheckin(
            exchange.origin(), body.number("patron", LONGEST), body.neededNumber("item", LONGEST)));
  }

  RestAnswer recall(RestExchange exchange) {
    return changed(new LoanCommand.Recall(exchange.origin(), exchange.path("item")));
  }

  RestAnswer cancelRecall(RestExchange exchange) {
    return changed(new LoanCommand.CancelRecall(exchange.origin(), exchange.path("item")));
  }

  RestAnswer declareLost(RestExchange exchange) {
    return changed(new LoanCommand.DeclareLost(exchange.origin(), exchange.path("item")));
  }

  RestAnswer claimReturned(RestExchange exchange) {
    return changed(
        new LoanCommand.ClaimReturned(
            exchange.origin(), exchange.path("patron"), exchange.path("item")));
  }

  RestAnswer changeDueDate(RestExchange exchange) {
    var day = exchange.body().day("day");
    if (day == null) {
      throw new RestProblem(Status.BAD_REQUEST, "\"day\" is missing.");
    }
    return changed(
        new LoanCommand.ChangeDueDate(
            exchange.origin(), exchange.path("patron"), exchange.path("item"), day));
  }

  private RestAnswer changed(LoanCommand<LoanOutcome> command) {
    return switch (commands.outcome(command)) {
      case LoanOutcome.Changed changed -> RestAnswer.of(fields(changed));
      case LoanOutcome.Refused refused -> RestRefusals.answer(refused);
    };
  }

  private static Map<String, @Nullable Object> fields(LoanOutcome.Changed changed) {
    var loan = changed.loanId();
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("item", changed.item().barcode());
    fields.put("title", changed.item().title());
    fields.put("loan", loan == null ? null : loan.toString());
    fields.put("due", RestPatrons.time(changed.due()));
    return fields;
  }

  /** Stores the properties that a machine noted for an item, replacing the earlier ones. */
  RestAnswer describe(RestExchange exchange) {
    var noted = exchange.body().text("properties", ItemCommand.DescribeItem.MAX_PROPERTIES);
    var outcome =
        commands.outcome(
            new ItemCommand.DescribeItem(
                exchange.origin(), exchange.path("item"), noted == null ? "" : noted));
    return switch (outcome) {
      case ItemOutcome.Changed(_, var item, _) -> {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("item", item.barcode());
        fields.put("title", item.title());
        fields.put("properties", item.properties());
        yield RestAnswer.of(fields);
      }
      case ItemOutcome.Refused refused -> RestRefusals.answer(refused);
    };
  }
}

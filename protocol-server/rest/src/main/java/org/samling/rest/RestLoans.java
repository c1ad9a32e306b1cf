package org.samling.rest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckinOutcome.Destination;
import org.samling.core.circulation.outcome.CheckinOutcome.Returned;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.reason.Refusal;
import org.samling.rest.form.OfflineFields;
import org.samling.rest.form.RestAnswer;
import org.samling.rest.form.RestAnswer.Status;
import org.samling.rest.form.RestProblem;
import org.samling.rest.form.RestRefusals;
import org.samling.routes.Commands;

/** Loans, returns and renewals. */
final class RestLoans {

  private static final int LONGEST = 200;

  private final Commands commands;
  private final Inquiries inquiries;

  RestLoans(Commands commands, Inquiries inquiries) {
    this.commands = commands;
    this.inquiries = inquiries;
  }

  RestAnswer checkOut(RestExchange exchange) {
    var body = exchange.body();
    return lent(
        commands.outcome(
            new LoanCommand.Checkout(
                exchange.origin(),
                body.neededNumber("patron", LONGEST),
                body.neededNumber("item", LONGEST),
                body.flag("renew-if-on-loan"),
                null,
                body.number("by", LONGEST))));
  }

  /** Records a loan that was made elsewhere: the patron already has the item. */
  RestAnswer record(RestExchange exchange) {
    var body = exchange.body();
    var made = body.moment("made");
    var at = made == null ? Instant.now() : made;
    var due = body.moment("due");
    if (due != null && due.isBefore(at)) {
      throw new RestProblem(Status.BAD_REQUEST, "\"due\" must not be before \"made\".");
    }
    return lent(
        commands.outcome(
            new LoanCommand.Checkout(
                exchange.origin(),
                body.neededNumber("patron", LONGEST),
                body.neededNumber("item", LONGEST),
                false,
                new LoanCommand.AsRecorded(at, due, 0))));
  }

  RestAnswer renew(RestExchange exchange) {
    var body = exchange.body();
    return lent(
        commands.outcome(
            new LoanCommand.Renew(
                exchange.origin(),
                body.neededNumber("patron", LONGEST),
                body.neededNumber("item", LONGEST))));
  }

  RestAnswer renewAll(RestExchange exchange) {
    var patron = exchange.path("patron");
    var account =
        inquiries
            .patron(exchange.tenant().id(), patron)
            .orElseThrow(() -> new RestProblem(Status.NOT_FOUND, "There is no such patron."));
    var asked = new ArrayList<Command<CheckoutOutcome>>();
    var items = account.loans().stream().map(PatronAccount.Loan::barcode).toList();
    items.forEach(item -> asked.add(new LoanCommand.Renew(exchange.origin(item), patron, item)));
    var outcomes = commands.outcomes(asked);
    var renewed = new ArrayList<Map<String, @Nullable Object>>();
    var refused = new ArrayList<Map<String, Object>>();
    for (var i = 0; i < outcomes.size(); i++) {
      switch (outcomes.get(i)) {
        case CheckoutOutcome.Granted granted -> renewed.add(fields(granted));
        case CheckoutOutcome.SetGranted granted -> renewed.add(fields(granted));
        case CheckoutOutcome.Refused refusal -> refused.add(refusal(items.get(i), refusal));
        case CheckoutOutcome.SetRefused refusal -> refused.add(refusal(items.get(i), refusal));
      }
    }
    return RestAnswer.of(Map.of("renewed", renewed, "refused", refused));
  }

  private static Map<String, Object> refusal(String item, Refusal refusal) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("item", item);
    fields.put("reason", OfflineFields.word(refusal.reason()));
    fields.put("why", RestRefusals.why(refusal.why()));
    return fields;
  }

  private static RestAnswer lent(CheckoutOutcome outcome) {
    return switch (outcome) {
      case CheckoutOutcome.Granted granted -> RestAnswer.of(fields(granted));
      case CheckoutOutcome.SetGranted granted -> RestAnswer.of(fields(granted));
      case CheckoutOutcome.Refused refused -> RestRefusals.answer(refused);
      case CheckoutOutcome.SetRefused refused -> RestRefusals.answer(refused);
    };
  }

  private static Map<String, @Nullable Object> fields(CheckoutOutcome.Granted granted) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("item", granted.item().barcode());
    fields.put("title", granted.item().title());
    fields.put("due", granted.due().toString());
    fields.put("renewed", granted.renewed());
    fields.put("loan", granted.loanId().toString());
    return fields;
  }

  private static Map<String, @Nullable Object> fields(CheckoutOutcome.SetGranted granted) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("item", granted.set());
    fields.put("title", granted.name());
    fields.put("due", granted.due().toString());
    fields.put("renewed", granted.loans().stream().anyMatch(CheckoutOutcome.Granted::renewed));
    fields.put(
        "items",
        granted.loans().stream()
            .map(loan ->
                Map.of(
                    "item",
                    loan.item().barcode(),
                    "title",
                    loan.item().title(),
                    "due",
                    loan.due().toString()))
            .toList());
    fields.put("missing", granted.missing());
    return fields;
  }

  RestAnswer checkIn(RestExchange exchange) {
    var outcome =
        commands.outcome(
            new LoanCommand.Checkin(
                exchange.origin(), exchange.body().neededNumber("item", LONGEST), Instant.now()));
    return switch (outcome) {
      case Returned returned -> RestAnswer.of(fields(returned));
      case CheckinOutcome.SetReturned(_, var set, _) -> {
        var fields = returned(set.barcode(), set.name(), "set", null);
        fields.put("missing", set.missing());
        yield RestAnswer.of(fields);
      }
      case CheckinOutcome.OfOther(_, var barcode, var title, var owner, var home) -> {
        var fields = returned(barcode, title, "other-tenant", home);
        fields.put("owner", owner);
        yield RestAnswer.of(fields);
      }
      case CheckinOutcome.Refused refused -> RestRefusals.answer(refused);
    };
  }

  private static Map<String, @Nullable Object> fields(Returned returned) {
    var destination = returned.destination();
    var fields =
        returned(
            returned.item().barcode(),
            returned.item().title(),
            destination.way().word(),
            destination.branch());
    fields.put("owner", destination instanceof Destination.Lender lender ? lender.library() : null);
    fields.put("bin", returned.bin());
    fields.put("was-on-loan", returned.loanId() != null);
    fields.put("due", RestPatrons.time(returned.due()));
    RestHolds.putShelf(fields, destination instanceof Destination.HoldShelf to ? to.shelf() : null);
    fields.put("missing", returned.set() == null ? List.of() : returned.set().missing());
    return fields;
  }

  private static Map<String, @Nullable Object> returned(
      String item, String title, String destination, @Nullable String branch) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("item", item);
    fields.put("title", title);
    fields.put("destination", destination);
    fields.put("branch", branch);
    return fields;
  }
}

package org.samling.rest;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.DeskLists;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.outcome.PatronOutcome;
import org.samling.core.debt.Money;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.Tenant;
import org.samling.core.patron.BlockCode;
import org.samling.core.patron.PatronAuthentication;
import org.samling.rest.form.OfflineFields;
import org.samling.rest.form.RestAnswer;
import org.samling.rest.form.RestAnswer.Status;
import org.samling.rest.form.RestProblem;
import org.samling.rest.form.RestRefusals;
import org.samling.routes.Commands;
import org.samling.routes.NewPatrons;

/** Patrons: shows, finds and creates them, and sets and removes blocks. */
final class RestPatrons {

  private static final int LONGEST_NOTE = 255;
  private static final int LONGEST_PIN = 200;
  private static final int LONGEST = 200;
  private static final int SHORTEST_NAME = 2;

  private final Inquiries inquiries;
  private final DeskLists lists;
  private final PatronAuthentication pins;
  private final Commands commands;
  private final NewPatrons newPatrons;

  RestPatrons(
      Inquiries inquiries,
      DeskLists lists,
      PatronAuthentication pins,
      Commands commands,
      NewPatrons newPatrons) {
    this.inquiries = inquiries;
    this.lists = lists;
    this.pins = pins;
    this.commands = commands;
    this.newPatrons = newPatrons;
  }

  /** Finds patrons by the beginnings of words in their names. */
  RestAnswer find(RestExchange exchange) {
    var tenant = exchange.tenant().id();
    var name = exchange.call().query().getOrDefault("name", "").strip();
    if (name.length() < SHORTEST_NAME || name.length() > DeskLists.LONGEST_NAME) {
      throw new RestProblem(
          Status.BAD_REQUEST,
          "\"name\" must be the beginnings of words of a name, %d to %d characters."
              .formatted(SHORTEST_NAME, DeskLists.LONGEST_NAME));
    }
    var limit = RestPages.limit(exchange);
    var branches = inquiries.policy(tenant).branches().keySet();
    var found = lists.patrons(tenant, name, branches, RestPages.afterNumber(exchange), limit + 1);
    return RestPages.page(
        exchange, "patrons", found, known -> known.id().toString(), RestPatrons::fields, limit);
  }

  private static Map<String, @Nullable Object> fields(DeskLists.Known known) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("patron", known.card().isEmpty() ? null : known.card());
    fields.put("name", known.name());
    fields.put("category", known.category());
    fields.put("branch", known.branch());
    fields.put("birth-date", day(known.birthDate()));
    return fields;
  }

  /** Creates a patron; the same person again gives the same patron. */
  RestAnswer create(RestExchange exchange) {
    var body = exchange.body();
    var pin = body.number("pin", LONGEST_PIN);
    var result =
        newPatrons.register(
            exchange.account(),
            Instant.now(),
            new NewPatrons.Person(
                body.neededNumber("identifier", LONGEST),
                body.needed("name", LONGEST),
                pin == null ? null : new Secret(pin),
                body.day("birth-date"),
                body.text("email", LONGEST),
                body.text("phone", LONGEST),
                body.text("address", LONGEST)));
    return switch (result) {
      case NewPatrons.Result.Known(var card, var isNew) ->
          RestAnswer.of(Map.of("patron", card, "new", isNew));
      case NewPatrons.Result.Refused(_, var detail) ->
          throw new RestProblem(Status.CONFLICT, detail);
    };
  }

  RestAnswer authenticate(RestExchange exchange) {
    var pin = new Secret(exchange.body().neededNumber("pin", LONGEST_PIN));
    var result = pins.check(exchange.tenant().id(), exchange.path("patron"), pin);
    return RestAnswer.of(Map.of("result", OfflineFields.word(result)));
  }

  RestAnswer show(RestExchange exchange) {
    return RestAnswer.of(fields(patron(exchange), exchange.tenant()));
  }

  RestAnswer loans(RestExchange exchange) {
    return RestPages.page(
        exchange,
        "loans",
        patron(exchange).loans(),
        PatronAccount.Loan::barcode,
        RestPatrons::fields);
  }

  RestAnswer holds(RestExchange exchange) {
    return RestPages.page(
        exchange,
        "holds",
        patron(exchange).holds(),
        hold -> hold.id().toString(),
        RestPatrons::fields);
  }

  RestAnswer fees(RestExchange exchange) {
    return RestPages.page(
        exchange,
        "fees",
        patron(exchange).fees(),
        fee -> fee.id().toString(),
        fee -> fields(fee, exchange.tenant()));
  }

  RestAnswer block(RestExchange exchange) {
    var body = exchange.body();
    return changed(
        new PatronCommand.BlockPatron(
            exchange.origin(),
            new PatronName.Identifier(exchange.path("patron")),
            code(body.needed("code", LONGEST_NOTE)),
            body.text("note", LONGEST_NOTE),
            body.day("until"),
            body.flag("card-retained")));
  }

  RestAnswer unblock(RestExchange exchange) {
    return changed(
        new PatronCommand.UnblockPatron(
            exchange.origin(),
            new PatronName.Identifier(exchange.path("patron")),
            code(exchange.path("code"))));
  }

  private RestAnswer changed(PatronCommand command) {
    return switch (commands.outcome(command)) {
      case PatronOutcome.Changed changed -> RestAnswer.of(Map.of("changed", changed.what()));
      case PatronOutcome.Refused refused -> RestRefusals.answer(refused);
    };
  }

  private static BlockCode code(String text) {
    return Arrays.stream(BlockCode.values())
        .filter(code -> OfflineFields.word(code).equals(text))
        .findFirst()
        .orElseThrow(
            () -> new RestProblem(Status.NOT_FOUND, "There is no block \"%s\".".formatted(text)));
  }

  private PatronAccount patron(RestExchange exchange) {
    return patron(inquiries, exchange);
  }

  /** The patron in the path. A problem never repeats the identifier: it may be a CPR number. */
  static PatronAccount patron(Inquiries inquiries, RestExchange exchange) {
    return inquiries
        .patron(exchange.tenant().id(), exchange.path("patron"))
        .orElseThrow(() -> new RestProblem(Status.NOT_FOUND, "There is no such patron."));
  }

  private static Map<String, @Nullable Object> fields(PatronAccount account, Tenant tenant) {
    var patron = account.patron();
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("patron", patron.identifier());
    fields.put("name", patron.name());
    fields.put("category", patron.category());
    fields.put("branch", patron.branch());
    fields.put("language", patron.language());
    fields.put("email", account.email());
    fields.put("phone", account.phone());
    fields.put("address", account.address());
    fields.put("birth-date", day(patron.birthDate()));
    fields.put("expires", day(patron.expires()));
    fields.put("blocks", account.blocks().stream().map(OfflineFields::word).toList());
    fields.put("may-borrow", account.broken().isEmpty());
    fields.put("broken", account.broken().stream().map(c -> RestRefusals.why(c.why())).toList());
    fields.put("loans", patron.loans());
    fields.put("max-loans", account.maxLoans());
    fields.put("overdue", patron.overdue());
    fields.put("holds", patron.holds());
    fields.put("max-holds", account.maxHolds());
    fields.put("owed", Money.text(patron.debt(), tenant.currency()));
    fields.put("max-debt", Money.text(account.maxDebt(), tenant.currency()));
    fields.put("currency", tenant.currency().getCurrencyCode());
    return fields;
  }

  private static Map<String, Object> fields(PatronAccount.Loan loan) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("item", loan.barcode());
    fields.put("record", loan.record().toString());
    fields.put("title", loan.title());
    fields.put("due", loan.due().toString());
    fields.put("overdue", loan.overdue());
    fields.put("recalled", loan.state().isRecalled());
    fields.put("claimed-returned", loan.state().isClaimedReturned());
    fields.put("lost", loan.state().isLost());
    fields.put("renewals-used", loan.renewalsUsed());
    return fields;
  }

  static Map<String, @Nullable Object> fields(PatronAccount.Hold hold) {
    var pause = hold.pause();
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("number", hold.id().toString());
    fields.put("record", hold.record().toString());
    fields.put("title", hold.named());
    fields.put("pickup", hold.pickup());
    fields.put("state", OfflineFields.word(hold.state()));
    fields.put("placed", hold.placed().toString());
    fields.put("item", hold.barcode());
    fields.put("expires", time(hold.expires()));
    fields.put("shelf", hold.shelf());
    fields.put("pickup-until", time(hold.pickupUntil()));
    fields.put("paused-from", pause == null ? null : pause.from().toString());
    fields.put("paused-until", pause == null ? null : day(pause.until()));
    return fields;
  }

  private static Map<String, @Nullable Object> fields(PatronAccount.Fee fee, Tenant tenant) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("number", fee.id().toString());
    fields.put("type", OfflineFields.word(fee.type()));
    fields.put("amount", Money.text(fee.amount(), tenant.currency()));
    fields.put("open", Money.text(fee.open(), tenant.currency()));
    fields.put("arose", fee.arose().toString());
    fields.put("title", fee.title());
    fields.put("reason", fee.reason());
    return fields;
  }

  /** Numbers that were given, as they are named; those of fees. */
  static List<UUID> numbers(List<String> texts) {
    return texts.stream().map(UUID::fromString).toList();
  }

  /** An instant as answers show it, or null. */
  static @Nullable String time(@Nullable Instant moment) {
    return moment == null ? null : moment.toString();
  }

  private static @Nullable String day(@Nullable LocalDate day) {
    return day == null ? null : day.toString();
  }
}

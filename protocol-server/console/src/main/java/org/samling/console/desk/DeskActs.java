package org.samling.console.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.console.circulation.DeskCommands;
import org.samling.console.circulation.DeskCommands.Noted;
import org.samling.console.circulation.DeskCommands.Work;
import org.samling.console.circulation.DeskForm;
import org.samling.console.circulation.PatronDesk;
import org.samling.console.desk.DeskPage.Result;
import org.samling.console.desk.DeskPage.Tone;
import org.samling.console.desk.DeskResults.Hindrance;
import org.samling.console.desk.DeskView.Desk;
import org.samling.console.web.Reply;
import org.samling.console.web.Visit;
import org.samling.core.circulation.DeskLists.Known;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.LoanCommand.RuleOverride;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.FeeOutcome;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.circulation.reason.OverridableRule;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.debt.Money;
import org.samling.core.patron.BlockCode;

/** Carries out what is scanned or pressed at the desk, and shows the outcome. */
final class DeskActs {

  private static final int LONGEST = 100;

  private final Inquiries inquiries;
  private final DeskCommands commands;
  private final PatronDesk patrons;
  private final DeskView view;
  private final DeskResults results;

  DeskActs(
      Inquiries inquiries,
      DeskCommands commands,
      PatronDesk patrons,
      DeskView view,
      DeskResults results) {
    this.inquiries = inquiries;
    this.commands = commands;
    this.patrons = patrons;
    this.view = view;
    this.results = results;
  }

  /**
   * On what terms something is lent or renewed.
   *
   * @param by the card of who borrows for a group; empty for none
   * @param override the rules that are overridden, or null
   * @param fee the highest fee that the patron accepts, in minor units; 0 for none
   */
  record Terms(String by, @Nullable RuleOverride override, long fee) {

    static final Terms NONE = new Terms("", null, 0);

    /** As the form says. */
    static Terms of(Desk desk, @Nullable RuleOverride override) {
      return new Terms(
          desk.visit().request().field("by"), override, DeskForm.acceptedFee(desk.visit()));
    }

    /** What makes it another act than one on other terms. */
    String text() {
      var text = override == null ? by : by + " " + override.reason();
      return fee == 0 ? text : text + " " + fee;
    }
  }

  /** Does what the form says; the patron who is open stays open. */
  Reply act(Visit visit) {
    var desk = view.desk(visit);
    var request = visit.request();
    var card = desk.card();
    var item = request.field("item");
    return switch (request.field("do")) {
      case "open" -> open(desk, request.field("card"));
      case "close" -> view.show(desk, "", null);
      case "lend", "lend-for" -> lend(desk, card, item, Terms.of(desk, null));
      case "lend-anyway" ->
          override(desk)
              .map(override -> lend(desk, card, item, Terms.of(desk, override)))
              .orElseGet(() -> unfit(desk, "desk.override.unfit"));
      case "renew" -> renew(desk, card, item, Terms.of(desk, null));
      case "renew-anyway" ->
          override(desk)
              .map(override -> renew(desk, card, item, Terms.of(desk, override)))
              .orElseGet(() -> unfit(desk, "desk.override.unfit"));
      case "renew-all" -> renewAll(desk, card);
      case "return" -> giveBack(desk, card, item);
      case "lost" -> lost(desk, card, item);
      case "pay" -> pay(desk, card);
      case "unblock" -> unblock(desk, card);
      case "shelve" -> shelve(desk, card, item);
      case "undo-loan" -> undoLoan(desk, card, item);
      case "undo-return" -> undoReturn(desk, card, item);
      default -> unfit(desk, "desk.again");
    };
  }

  private Reply unfit(Desk desk, String key) {
    return view.show(desk, desk.card(), Result.of(Tone.REFUSED, "", desk.word(key)));
  }

  private Reply open(Desk desk, String card) {
    return view.visible(desk, card)
        .map(seen -> opened(desk, card, seen.account()))
        .orElseGet(() -> unfit(desk, "desk.nobody"));
  }

  /** Opens the patron with an identifier, or nobody, and says why it is good for nothing. */
  Reply open(Desk desk, String identifier, Known known) {
    return view.visible(desk, identifier)
        .map(seen -> opened(desk, seen.card(), seen.account()))
        .orElseGet(() ->
            view.show(
                desk,
                "",
                new Result(
                    Tone.REFUSED,
                    known.name(),
                    desk.say().reason(inquiries.whyNobody(desk.visit().tenant().id(), identifier)),
                    List.of(),
                    List.of(DeskScans.page(desk, known.card())))));
  }

  private Reply opened(Desk desk, String card, PatronAccount account) {
    return view.show(desk, card, results.opened(desk, account));
  }

  /** Runs a command, or says that the form has expired. */
  private Optional<Outcome> run(Desk desk, Work work, Noting noting) {
    try {
      var key = UUID.fromString(desk.visit().request().field("key"));
      return Optional.of(commands.run(desk.visit(), key, work, noting::noted));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** What the activity log says of an outcome. */
  private interface Noting {
    Noted noted(Outcome outcome);
  }

  private Reply unkeyed(Desk desk) {
    return unfit(desk, "desk.again");
  }

  /** Lends an item, or a set. */
  Reply lend(Desk desk, String card, String item, Terms terms) {
    if (card.isEmpty() || item.isEmpty() || item.length() > LONGEST) {
      return unfit(desk, "desk.again");
    }
    var work =
        new Work("lend", item, card + terms.text(), origin -> checkout(origin, card, item, terms));
    return run(desk, work, outcome -> lent(outcome, terms))
        .map(outcome ->
            view.show(
                desk,
                card,
                outcome instanceof Refusal refusal
                    ? results.notLent(
                        desk,
                        item,
                        refusal,
                        inquiries.explain(checkout(hypothetical(desk), card, item, terms)),
                        hindrance(desk, card))
                    : results.lent(desk, card, outcome)))
        .orElseGet(() -> unkeyed(desk));
  }

  private Hindrance hindrance(Desk desk, String card) {
    return view.visible(desk, card)
        .map(seen ->
            new Hindrance(
                patrons.fees(seen).stream().mapToLong(PatronAccount.Fee::open).sum(),
                seen.account().patron().blocks()))
        .orElseGet(() -> new Hindrance(0, List.of()));
  }

  private static Origin hypothetical(Desk desk) {
    return DeskCommands.hypothetical(desk.visit(), desk.visit().workplace().branch());
  }

  private static LoanCommand.Checkout checkout(
      Origin origin, String card, String item, Terms terms) {
    return new LoanCommand.Checkout(
            origin,
            card,
            item,
            false,
            null,
            terms.by().isEmpty() ? null : terms.by(),
            terms.override())
        .accepting(terms.fee());
  }

  private static Noted lent(Outcome outcome, Terms terms) {
    return switch (outcome) {
      case CheckoutOutcome.SetGranted set -> new Noted("set-lent", set.name());
      case CheckoutOutcome.Granted granted ->
          new Noted(
              granted.renewed()
                  ? "loan-renewed"
                  : terms.override() == null ? "loan-made" : "loan-overridden",
              granted.item().title());
      default -> new Noted("loan-made", "");
    };
  }

  private Reply renew(Desk desk, String card, String item, Terms terms) {
    var work =
        new Work("renew", item, card + terms.text(), origin -> renewal(origin, card, item, terms));
    return run(desk, work, outcome -> lent(outcome, terms))
        .map(outcome ->
            view.show(
                desk,
                card,
                outcome instanceof Refusal refusal
                    ? results.notRenewed(
                        desk,
                        item,
                        refusal,
                        inquiries.explain(renewal(hypothetical(desk), card, item, terms)),
                        hindrance(desk, card))
                    : results.lent(desk, card, outcome)))
        .orElseGet(() -> unkeyed(desk));
  }

  private static LoanCommand.Renew renewal(Origin origin, String card, String item, Terms terms) {
    return new LoanCommand.Renew(origin, card, item, terms.override()).accepting(terms.fee());
  }

  private Reply renewAll(Desk desk, String card) {
    var seen = view.visible(desk, card);
    if (seen.isEmpty()) {
      return unfit(desk, "desk.nobody");
    }
    var refused = new ArrayList<String>();
    var renewed = 0;
    for (var row : patrons.loans(seen.get())) {
      var item = row.loan().barcode();
      var work = new Work("renew", item, card, origin -> new LoanCommand.Renew(origin, card, item));
      var outcome = run(desk, work, done -> lent(done, Terms.NONE));
      if (outcome.isEmpty()) {
        return unkeyed(desk);
      }
      if (outcome.get() instanceof Refusal refusal) {
        refused.add(row.loan().title() + ": " + desk.say().reason(refusal.reason()));
      } else {
        renewed++;
      }
    }
    return view.show(
        desk,
        card,
        new Result(
            refused.isEmpty() ? Tone.OK : Tone.ATTENTION,
            seen.get().account().patron().name(),
            desk.word("desk.renewed-all", renewed, refused.size()),
            refused,
            List.of(results.loanSlip(desk, card))));
  }

  /** Takes an item back, or a set. */
  Reply giveBack(Desk desk, String card, String item) {
    var now = Instant.now();
    var work = new Work("return", item, "", origin -> new LoanCommand.Checkin(origin, item, now));
    return run(desk, work, DeskActs::returned)
        .map(outcome -> view.show(desk, card, results.returned(desk, item, outcome)))
        .orElseGet(() -> unkeyed(desk));
  }

  private static Noted returned(Outcome outcome) {
    return switch (outcome) {
      case CheckinOutcome.Returned returned -> new Noted("item-returned", returned.item().title());
      case CheckinOutcome.SetReturned set -> new Noted("set-returned", set.set().name());
      case CheckinOutcome.OfOther other -> new Noted("set-returned", other.title());
      default -> new Noted("item-returned", "");
    };
  }

  /** Notes that the patron has lost an item that they have on loan. */
  private Reply lost(Desk desk, String card, String item) {
    var seen = view.visible(desk, card);
    var loan =
        seen.stream()
            .flatMap(patron -> patrons.loans(patron).stream())
            .filter(row -> row.loan().barcode().equals(item))
            .findFirst();
    if (loan.isEmpty()) {
      return unfit(desk, "desk.again");
    }
    var work = new Work("item-lost", item, "", origin -> new LoanCommand.DeclareLost(origin, item));
    return run(desk, work, _ -> new Noted("item-lost", loan.get().loan().title()))
        .map(outcome -> view.show(desk, card, results.lost(desk, outcome)))
        .orElseGet(() -> unkeyed(desk));
  }

  private Reply pay(Desk desk, String card) {
    var amount = DeskForm.amount(desk.visit());
    var seen = view.visible(desk, card);
    if (amount.isEmpty() || seen.isEmpty()) {
      return unfit(desk, "desk.pay.unfit");
    }
    var fees = patrons.fees(seen.get()).stream().map(PatronAccount.Fee::id).toList();
    var text = Money.text(amount.get(), desk.visit().tenant().currency());
    var means = DeskForm.means(desk.visit());
    var work =
        new Work(
            "pay",
            "",
            card + text,
            origin ->
                new FeeCommand.Pay(origin, card, amount.get(), fees, means, null, Instant.now()));
    return run(desk, work, _ -> new Noted("fee-paid", text))
        .map(outcome -> view.show(desk, card, results.paid(desk, card, (FeeOutcome) outcome)))
        .orElseGet(() -> unkeyed(desk));
  }

  private Reply unblock(Desk desk, String card) {
    var name = desk.visit().request().field("code");
    var code =
        Arrays.stream(BlockCode.values())
            .filter(known -> known.name().equals(name) && !known.isDerived())
            .findFirst();
    if (code.isEmpty() || view.visible(desk, card).isEmpty()) {
      return unfit(desk, "desk.again");
    }
    var work =
        new Work(
            "unblock",
            "",
            card + name,
            origin ->
                new PatronCommand.UnblockPatron(
                    origin, new PatronName.Identifier(card), code.get()));
    return run(desk, work, _ -> new Noted("patron-unblocked", ""))
        .map(outcome -> view.show(desk, card, results.unblocked(desk, outcome)))
        .orElseGet(() -> unkeyed(desk));
  }

  private Reply shelve(Desk desk, String card, String item) {
    var work = new Work("shelve", item, "", origin -> new HoldCommand.ShelveHold(origin, item));
    return run(desk, work, _ -> new Noted("hold-shelved", title(desk, item)))
        .map(outcome -> view.show(desk, card, results.shelved(desk, item, (HoldOutcome) outcome)))
        .orElseGet(() -> unkeyed(desk));
  }

  private String title(Desk desk, String item) {
    return inquiries
        .item(desk.visit().tenant().id(), item)
        .map(state -> state.item().title())
        .orElse("");
  }

  private Reply undoLoan(Desk desk, String card, String item) {
    var work =
        new Work("undo-loan", item, "", origin -> new LoanCommand.UndoCheckout(origin, null, item));
    return undone(desk, card, work, "loan-undone");
  }

  private Reply undoReturn(Desk desk, String card, String item) {
    var work =
        new Work("undo-return", item, "", origin -> new LoanCommand.UndoCheckin(origin, item));
    return undone(desk, card, work, "return-undone");
  }

  private Reply undone(Desk desk, String card, Work work, String act) {
    return run(
            desk,
            work,
            outcome ->
                new Noted(
                    act,
                    outcome instanceof LoanOutcome.Changed changed ? changed.item().title() : ""))
        .map(outcome -> view.show(desk, card, results.undone(desk, (LoanOutcome) outcome)))
        .orElseGet(() -> unkeyed(desk));
  }

  /** What staff override, as they were told; empty where they have no right to or say no reason. */
  private static Optional<RuleOverride> override(Desk desk) {
    var request = desk.visit().request();
    var reason = request.field("reason");
    Set<OverridableRule> rules =
        Arrays.stream(OverridableRule.values())
            .filter(rule -> List.of(request.field("rules").split(",", -1)).contains(rule.name()))
            .collect(Collectors.toSet());
    return reason.isEmpty()
            || reason.length() > RuleOverride.MAX_REASON
            || rules.isEmpty()
            || !DeskResults.mayOverride(desk)
        ? Optional.empty()
        : Optional.of(new RuleOverride(reason, rules));
  }

  /** The fields of a step with an item. */
  static Map<String, String> with(String item) {
    return new HashMap<>(Map.of("item", item));
  }
}

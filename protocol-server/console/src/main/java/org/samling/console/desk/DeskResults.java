package org.samling.console.desk;

import static org.samling.console.desk.DeskPage.Tone.ATTENTION;
import static org.samling.console.desk.DeskPage.Tone.OK;
import static org.samling.console.desk.DeskPage.Tone.REFUSED;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.console.circulation.CirculationTexts;
import org.samling.console.desk.DeskPage.Result;
import org.samling.console.desk.DeskPage.Step;
import org.samling.console.desk.DeskPage.Tone;
import org.samling.console.desk.DeskView.Desk;
import org.samling.console.web.Visit;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.facts.ItemView;
import org.samling.core.circulation.facts.PaymentMeans;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckinOutcome.Destination;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.Explanation;
import org.samling.core.circulation.outcome.FeeOutcome;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.outcome.LendingFee;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.OverridableRule;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.patron.BlockCode;
import org.samling.core.staff.Permission;

/** Puts what came of a scan or step into words, with what can be done next. */
final class DeskResults {

  /** Whether a member may override rules: those who see the whole library. */
  static boolean mayOverride(Desk desk) {
    var member = desk.visit().member();
    return member.role().may(Permission.CIRCULATION_CHANGE) && member.bounds().isNone();
  }

  Result opened(Desk desk, PatronAccount account) {
    var broken = account.broken();
    return new Result(
        broken.isEmpty() ? OK : ATTENTION,
        desk.word("desk.opened"),
        account.patron().name(),
        lines(desk, broken, null),
        List.of());
  }

  /**
   * Says which rules are broken: the rule, what was found, and who set it.
   *
   * @param said the reason that stands above in large letters, or null
   */
  private static List<String> lines(Desk desk, List<Check> broken, @Nullable RefusalReason said) {
    var say = desk.say();
    return CirculationTexts.visible(desk.sight().isWhole(), broken).stream()
        .map(check ->
            desk.word(
                    "desk.broken",
                    check.reason() == said ? "" : say.reason(check.reason()),
                    say.found(check.found()),
                    say.because(check.why()))
                .strip())
        .toList();
  }

  Result lent(Desk desk, String card, Outcome outcome) {
    return switch (outcome) {
      case CheckoutOutcome.Granted granted ->
          new Result(
              OK,
              titled(granted.item()),
              desk.say().outcome(granted),
              Stream.concat(
                      parts(desk, granted.item()).stream(), DeskFees.charged(desk, granted.fee()))
                  .toList(),
              List.of(loanSlip(desk, card)));
      case CheckoutOutcome.SetGranted set ->
          new Result(
              set.missing().isEmpty() ? OK : ATTENTION,
              set.name(),
              desk.say().outcome(set),
              Stream.concat(set.missing().stream(), DeskFees.charged(desk, LendingFee.of(set)))
                  .toList(),
              Stream.concat(Stream.of(loanSlip(desk, card)), incomplete(desk, set)).toList());
      default -> Result.of(OK, "", desk.say().outcome(outcome));
    };
  }

  /** Where a set is taken back that something is missing of. */
  private static Stream<Step> incomplete(Desk desk, CheckoutOutcome.SetGranted set) {
    return desk.visit().member().role().may(Permission.OPERATIONS)
        ? Stream.of(
            new Step.Link(
                desk.word("desk.set.incomplete"),
                "/operations/sets/check-in-set?set=" + Visit.encoded(set.set())))
        : Stream.of();
  }

  Step loanSlip(Desk desk, String card) {
    return new Step.Slip(desk.word("desk.slip.loans"), "/desk/slip/loans/" + Visit.encoded(card));
  }

  private static String titled(ItemView item) {
    return item.author() == null ? item.title() : item.title() + " · " + item.author();
  }

  /** What has to be counted when an item of several parts is handed over. */
  private static List<String> parts(Desk desk, ItemView item) {
    var parts = item.parts();
    if (parts == null) {
      return List.of();
    }
    return parts.incomplete()
        ? List.of(desk.word("desk.parts.missing", parts.count(), parts.missingText()))
        : List.of(desk.word("desk.parts", parts.count()));
  }

  Result notLent(
      Desk desk, String item, Refusal refusal, Explanation explained, Hindrance hindrance) {
    var card = desk.card();
    var steps = new ArrayList<Step>();
    switch (refusal.reason()) {
      case ON_LOAN_TO_SAME_PATRON -> {
        steps.add(Step.Act.of(desk.word("desk.renew"), "renew", DeskActs.with(item)).on("F4"));
        steps.add(Step.Act.of(desk.word("desk.return"), "return", DeskActs.with(item)).on("F6"));
      }
      case ON_LOAN_TO_ANOTHER ->
          steps.add(Step.Act.of(desk.word("desk.return"), "return", DeskActs.with(item)).on("F6"));
      case BORROWER_NOT_NAMED ->
          steps.add(
              Step.Act.of(desk.word("desk.lend-for"), "lend-for", DeskActs.with(item))
                  .asking("by", desk.word("desk.lend-for.card"), ""));
      default -> steps.addAll(ofPatron(desk, item, hindrance, explained));
    }
    steps.addAll(DeskFees.steps(desk, "lend", item, refusal));
    override(desk, "lend-anyway", item, explained).ifPresent(steps::add);
    steps.add(DeskScans.explain(desk, "checkout", card, item));
    return refused(
        desk,
        refusal.reason() == RefusalReason.ON_LOAN_TO_SAME_PATRON ? ATTENTION : REFUSED,
        about(refusal, item),
        refusal,
        explained,
        steps);
  }

  Result notRenewed(
      Desk desk, String item, Refusal refusal, Explanation explained, Hindrance hindrance) {
    var steps = new ArrayList<>(ofPatron(desk, "", hindrance, explained));
    steps.addAll(DeskFees.steps(desk, "renew", item, refusal));
    override(desk, "renew-anyway", item, explained).ifPresent(steps::add);
    steps.add(DeskScans.explain(desk, "renew", desk.card(), item));
    return refused(desk, REFUSED, about(refusal, item), refusal, explained, steps);
  }

  private static Result refused(
      Desk desk,
      Tone tone,
      String about,
      Refusal refusal,
      Explanation explained,
      List<Step> steps) {
    var broken = lines(desk, Check.broken(explained.checks()), refusal.reason());
    return new Result(
        tone,
        about,
        desk.say().reason(refusal.reason()),
        broken.isEmpty() ? List.of(desk.say().because(refusal.why())) : broken,
        steps);
  }

  private static String about(Refusal refusal, String item) {
    var view = refusal instanceof CheckoutOutcome.Refused refused ? refused.item() : null;
    return view == null ? item : titled(view);
  }

  /** What takes away what stands in the patron's way; after it the item can be lent at once. */
  private static List<Step> ofPatron(
      Desk desk, String item, Hindrance hindrance, Explanation explained) {
    var steps = new ArrayList<Step>();
    var broken = Check.broken(explained.checks()).stream().map(Check::reason).distinct().toList();
    if (broken.contains(RefusalReason.DEBT_TOO_HIGH) && hindrance.open() > 0) {
      steps.add(pay(desk, item, hindrance.open()));
    }
    if (broken.contains(RefusalReason.PATRON_BLOCKED)) {
      hindrance.blocks().stream()
          .filter(code -> !code.isDerived())
          .forEach(code -> steps.add(unblock(desk, item, code)));
    }
    if (broken.contains(RefusalReason.PATRON_EXPIRED)
        && desk.visit().member().role().may(Permission.OPERATIONS)) {
      steps.add(
          new Step.Link(
              desk.word("desk.extend"),
              "/operations/patrons/change-patron?patron=" + Visit.encoded(desk.card())));
    }
    return steps;
  }

  /**
   * What a patron can be freed of at the desk.
   *
   * @param open what they owe, in minor units
   * @param blocks what they are blocked by
   */
  record Hindrance(long open, List<BlockCode> blocks) {}

  /**
   * Taking a payment.
   *
   * @param item what is to be lent after it, or empty
   */
  static Step.Act pay(Desk desk, String item, long open) {
    var means = new LinkedHashMap<String, String>();
    for (var one : PaymentMeans.values()) {
      means.put(one.name(), desk.word("circulation.means." + one));
    }
    return new Step.Act(
        desk.word("desk.pay"),
        "pay",
        DeskActs.with(item),
        new DeskPage.Ask(
            "amount",
            desk.word("desk.pay.amount"),
            desk.say().typed(open),
            new DeskPage.Choice("means", desk.word("circulation.means"), means)),
        "F7",
        desk.word("desk.pay.confirm"));
  }

  private static Step unblock(Desk desk, String item, BlockCode code) {
    return Step.Act.of(
        desk.word("desk.unblock", desk.word("circulation.block." + code)),
        "unblock",
        Map.of("item", item, "code", code.name()));
  }

  /** Lending what was refused before; nothing where nothing was. */
  private static List<Step> again(Desk desk) {
    var item = desk.visit().request().field("item");
    return item.isEmpty()
        ? List.of()
        : List.of(
            Step.Act.of(desk.word("desk.lend-again", item), "lend", DeskActs.with(item)).on("F4"));
  }

  /** Overriding, where everything that stands in the way can be overridden. */
  private static Optional<Step> override(
      Desk desk, String act, String item, Explanation explained) {
    var broken = Check.broken(explained.checks()).stream().map(Check::reason).distinct().toList();
    var rules =
        Arrays.stream(OverridableRule.values())
            .filter(rule -> broken.contains(rule.reason()))
            // The fee is given up only where that is all that staff are asked to override.
            .filter(rule -> rule != OverridableRule.FEE_NOT_ACCEPTED || broken.size() == 1)
            .map(Enum::name)
            .collect(Collectors.joining(","));
    var isAll =
        broken.stream()
            .allMatch(reason ->
                Arrays.stream(OverridableRule.values()).anyMatch(rule -> rule.reason() == reason));
    if (broken.isEmpty() || !isAll || !mayOverride(desk)) {
      return Optional.empty();
    }
    return Optional.of(
        Step.Act.of(
                desk.word("desk." + act),
                act,
                Map.of(
                    "item", item, "rules", rules, "fee", DeskFees.asked(explained, broken.size())))
            .asking("reason", desk.word("desk.override.reason"), ""));
  }

  Result returned(Desk desk, String item, Outcome outcome) {
    return switch (outcome) {
      case CheckinOutcome.Returned returned -> returned(desk, returned);
      case CheckinOutcome.SetReturned set ->
          new Result(
              set.set().missing().isEmpty() ? OK : ATTENTION,
              set.set().name(),
              desk.say().outcome(set),
              set.set().missing(),
              List.of());
      case CheckinOutcome.OfOther other ->
          Result.of(ATTENTION, other.title(), desk.say().outcome(other));
      case Refusal refusal ->
          new Result(
              REFUSED,
              item,
              desk.say().reason(refusal.reason()),
              List.of(desk.say().because(refusal.why())),
              List.of(DeskScans.explain(desk, "checkin", "", item)));
      default -> Result.of(OK, item, desk.say().outcome(outcome));
    };
  }

  private Result returned(Desk desk, CheckinOutcome.Returned returned) {
    var say = desk.say();
    var item = returned.item();
    var lines = new ArrayList<String>();
    var steps = new ArrayList<Step>();
    var tone = OK;
    String large;
    switch (returned.destination()) {
      case Destination.Shelf _ -> {
        large = desk.word("desk.goes.shelf");
        lines.add(place(item));
      }
      case Destination.HoldShelf hold -> {
        tone = ATTENTION;
        var shelf = hold.shelf();
        if (shelf == null) {
          large = desk.word("desk.goes.set-aside");
          steps.add(Step.Act.of(desk.word("desk.shelve"), "shelve", DeskActs.with(item.barcode())));
        } else {
          large = desk.word("desk.goes.hold", Integer.toString(shelf.number()));
          lines.add(desk.word("desk.goes.until", say.day(shelf.until())));
          steps.add(slip(desk, "hold", item));
        }
        var whom = hold.patronName();
        lines.add(
            whom.isEmpty()
                ? desk.word("desk.goes.for-somebody")
                : desk.word("desk.goes.for", whom));
      }
      case Destination.HoldTransit transit -> {
        tone = ATTENTION;
        large = desk.word("desk.goes.transit", say.branch(transit.branch()));
        lines.add(desk.word("desk.goes.for-hold"));
        steps.add(slip(desk, "transit", item));
      }
      case Destination.HomeTransit transit -> {
        tone = ATTENTION;
        large = desk.word("desk.goes.transit", say.branch(transit.branch()));
        lines.add(desk.word("desk.goes.home"));
        steps.add(slip(desk, "transit", item));
      }
      case Destination.Booked booked -> {
        tone = ATTENTION;
        large = desk.word("desk.goes.booked", booked.booker());
        lines.add(say.branch(booked.branch()));
        if (!booked.isHere()) {
          steps.add(slip(desk, "transit", item));
        }
      }
      case Destination.Lender lender -> {
        tone = ATTENTION;
        large = desk.word("desk.goes.lender", lender.library());
      }
      case Destination.Partner partner -> {
        tone = ATTENTION;
        large = desk.word("desk.goes.transit", partner.library());
        lines.add(desk.word("desk.goes.partner"));
        steps.add(slip(desk, "transit", item));
      }
    }
    if (returned.bin() != null) {
      large = desk.word("desk.goes.bin", large, returned.bin());
    }
    var parts = parts(desk, item);
    lines.addAll(parts);
    var set = returned.set();
    if (set != null && !set.missing().isEmpty()) {
      lines.add(desk.word("desk.set.missing", set.name(), set.missing().size()));
    }
    lines.add(loan(desk, returned.due(), returned.at()));
    var patron = returned.patron();
    if (patron != null && desk.card().isEmpty()) {
      steps.add(Step.Act.of(desk.word("desk.open-last"), "open", Map.of("card", patron)).on("F2"));
    }
    return new Result(
        parts.isEmpty() ? tone : ATTENTION,
        titled(item),
        large,
        lines.stream().filter(line -> !line.isEmpty()).toList(),
        steps);
  }

  /** Whether it came late, or was not on loan at all; empty for neither. */
  private static String loan(Desk desk, @Nullable Instant due, Instant at) {
    if (due == null) {
      return desk.word("desk.not-on-loan");
    }
    return due.isBefore(at) ? desk.word("desk.was-due", desk.say().day(due)) : "";
  }

  private static String place(ItemView item) {
    return List.of(
            Optional.ofNullable(item.location()).orElse(""),
            Optional.ofNullable(item.callNumber()).orElse(""))
        .stream()
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" · "));
  }

  private static Step slip(Desk desk, String kind, ItemView item) {
    return new Step.Slip(
        desk.word("desk.slip." + kind),
        "/desk/slip/%s/%s".formatted(kind, Visit.encoded(item.barcode())));
  }

  Result paid(Desk desk, String card, FeeOutcome outcome) {
    var say = desk.say();
    return switch (outcome) {
      case FeeOutcome.Paid paid ->
          new Result(
              OK,
              "",
              desk.word("desk.paid", say.money(paid.taken())),
              desk.sight().isWhole()
                  ? List.of(desk.word("desk.left", say.money(Math.max(0, paid.debt()))))
                  : List.of(),
              Stream.concat(
                      again(desk).stream(),
                      Stream.of(
                          new Step.Slip(
                              desk.word("desk.slip.receipt"),
                              "/desk/slip/receipt/%s/%s"
                                  .formatted(Visit.encoded(card), paid.paymentId()))))
                  .toList());
      case FeeOutcome.Refused refused -> refused(desk, refused);
      default -> Result.of(OK, "", say.outcome(outcome));
    };
  }

  private static Result refused(Desk desk, Refusal refusal) {
    return Result.of(
        REFUSED, "", desk.say().reason(refusal.reason()), desk.say().because(refusal.why()));
  }

  Result unblocked(Desk desk, Outcome outcome) {
    return outcome instanceof Refusal refusal
        ? refused(desk, refusal)
        : new Result(OK, "", desk.word("desk.unblocked"), List.of(), again(desk));
  }

  Result shelved(Desk desk, String item, HoldOutcome outcome) {
    if (outcome instanceof Refusal refusal) {
      return refused(desk, refusal);
    }
    var shelf = outcome instanceof HoldOutcome.Changed changed ? changed.shelf() : null;
    return shelf == null
        ? Result.of(OK, item, desk.word("desk.goes.set-aside"))
        : new Result(
            ATTENTION,
            item,
            desk.word("desk.goes.hold", Integer.toString(shelf.number())),
            List.of(desk.word("desk.goes.until", desk.say().day(shelf.until()))),
            List.of(
                new Step.Slip(
                    desk.word("desk.slip.hold"), "/desk/slip/hold/" + Visit.encoded(item))));
  }

  Result lost(Desk desk, Outcome outcome) {
    return switch (outcome) {
      case LoanOutcome.Changed changed ->
          Result.of(ATTENTION, titled(changed.item()), desk.word("desk.lost"));
      case Refusal refusal -> refused(desk, refusal);
      default -> Result.of(OK, "", desk.say().outcome(outcome));
    };
  }

  Result undone(Desk desk, LoanOutcome outcome) {
    return switch (outcome) {
      case LoanOutcome.Changed changed ->
          Result.of(
              OK,
              titled(changed.item()),
              desk.word("desk.undone"),
              changed.due() == null
                  ? desk.word("desk.not-on-loan-now")
                  : desk.word("desk.due", desk.say().day(changed.due())));
      case LoanOutcome.Refused refused -> refused(desk, refused);
    };
  }
}

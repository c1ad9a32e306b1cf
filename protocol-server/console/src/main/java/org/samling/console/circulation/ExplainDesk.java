package org.samling.console.circulation;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.Reply;
import org.samling.console.web.Visit;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.HoldCommand.HoldOptions;
import org.samling.core.circulation.command.HoldCommand.PlaceHold;
import org.samling.core.circulation.command.HoldCommand.PlaceItemHold;
import org.samling.core.circulation.command.LoanCommand.Checkin;
import org.samling.core.circulation.command.LoanCommand.Checkout;
import org.samling.core.circulation.command.LoanCommand.Renew;
import org.samling.core.circulation.facts.WantedTitle;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.policy.Sight;

/** The page that explains why something would be granted or refused. It changes nothing. */
final class ExplainDesk {

  private static final String PAGE = "circulation/explain";
  private static final List<String> FIELDS = List.of("what", "patron", "item", "title", "at");
  private static final int LONGEST = 200;

  private final Inquiries inquiries;
  private final PatronFinder finder;

  ExplainDesk(Inquiries inquiries, PatronFinder finder) {
    this.inquiries = inquiries;
    this.finder = finder;
  }

  /** Shows the form, filled in from the URL. */
  Reply form(Visit visit) {
    var typed = new HashMap<String, String>();
    FIELDS.forEach(field -> typed.put(field, visit.request().argument(field)));
    typed.compute("at", (_, at) -> at == null || at.isEmpty() ? visit.workplace().branch() : at);
    return Reply.page(PAGE, page(visit, StaffScope.of(visit, inquiries), typed, null));
  }

  private static ExplainPage page(
      Visit visit, Sight scope, Map<String, String> typed, @Nullable String problem) {
    return page(visit, scope, typed, problem, null);
  }

  private static ExplainPage page(
      Visit visit,
      Sight scope,
      Map<String, String> typed,
      @Nullable String problem,
      ExplainPage.@Nullable Explanation explained) {
    return new ExplainPage(
        new CirculationTexts(visit.words(), scope.policy()),
        typed,
        scope.names(),
        problem,
        explained);
  }

  /** Explains the decision asked about. */
  Reply explain(Visit visit) {
    var scope = StaffScope.of(visit, inquiries);
    var typed = new HashMap<String, String>();
    FIELDS.forEach(field -> typed.put(field, visit.request().field(field)));
    return problem(visit, scope, typed)
        .map(problem -> Reply.unfit(PAGE, page(visit, scope, typed, problem)))
        .orElseGet(() -> {
          typed.put("at", at(visit, scope, typed));
          var explanation = inquiries.explain(command(visit, typed));
          var outcome = explanation.outcome();
          return Reply.page(
              PAGE,
              page(
                  visit,
                  scope,
                  typed,
                  null,
                  new ExplainPage.Explanation(
                      outcome instanceof Refusal,
                      new CirculationTexts(visit.words(), scope.policy()).outcome(outcome),
                      why(outcome),
                      CirculationTexts.visible(scope.isWhole(), explanation.checks()))));
        });
  }

  private static @Nullable DecisionReason why(Object outcome) {
    return switch (outcome) {
      case Refusal refusal -> refusal.why();
      case CheckoutOutcome.Granted granted -> granted.why();
      default -> null;
    };
  }

  /**
   * Returns why the question can't be answered, also if it concerns something the visitor may not
   * see.
   */
  private Optional<String> problem(Visit visit, Sight scope, Map<String, String> typed) {
    var what = typed.getOrDefault("what", "");
    var patron = typed.getOrDefault("patron", "");
    var item = typed.getOrDefault("item", "");
    String problem = null;
    if (!ExplainPage.SUBJECTS.contains(what)
        || typed.values().stream().anyMatch(t -> t.length() > LONGEST)) {
      problem = "circulation.explain.unfit";
    } else if (!what.equals("checkin")
        && (patron.isEmpty() || finder.byIdentifier(scope, patron).isEmpty())) {
      problem = "circulation.explain.no-patron";
    } else if (what.equals("hold") && titleKey(typed).isEmpty()) {
      problem = "circulation.explain.no-title";
    } else if (!what.equals("hold")
        && (item.isEmpty()
            || inquiries
                .item(visit.tenant().id(), item)
                .filter(state -> ItemDesk.sees(scope, state))
                .isEmpty())) {
      problem = "circulation.explain.no-item";
    } else if (scope.names().isEmpty()) {
      problem = "circulation.explain.no-branch";
    }
    return Optional.ofNullable(problem);
  }

  private static Optional<WantedTitle> titleKey(Map<String, String> typed) {
    try {
      return Optional.of(WantedTitle.parse(typed.getOrDefault("title", "")));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /**
   * Returns the branch where it would happen: the chosen one, or else where one works, or else the
   * patron's home branch.
   */
  private String at(Visit visit, Sight scope, Map<String, String> typed) {
    var own =
        finder
            .byIdentifier(scope, typed.getOrDefault("patron", ""))
            .map(known -> known.branch())
            .orElse("");
    var names = scope.names();
    return Stream.of(typed.getOrDefault("at", ""), visit.workplace().branch(), own)
        .filter(names::containsKey)
        .findFirst()
        .orElseGet(() -> names.keySet().iterator().next());
  }

  private static Command<?> command(Visit visit, Map<String, String> typed) {
    var now = Instant.now();
    var at = typed.getOrDefault("at", "");
    var patron = typed.getOrDefault("patron", "");
    var item = typed.getOrDefault("item", "");
    var origin = DeskCommands.hypothetical(visit, at);
    return switch (typed.getOrDefault("what", "")) {
      case "checkout" -> new Checkout(origin, patron, item, false, null);
      case "renew" -> new Renew(origin, patron, item);
      case "checkin" -> new Checkin(origin, item, now);
      case "item-hold" -> new PlaceItemHold(origin, patron, item, HoldOptions.at(at, now, null));
      default -> {
        var wanted = titleKey(typed).orElseThrow();
        yield new PlaceHold(
            origin,
            patron,
            wanted.record(),
            null,
            wanted.enumeration(),
            HoldOptions.at(at, now, null));
      }
    };
  }
}

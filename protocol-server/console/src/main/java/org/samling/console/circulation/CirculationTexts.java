package org.samling.console.circulation;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.Words;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckinOutcome.Destination;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.patron.BlockCode;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Term;

/** Translates what the core reports about circulation into texts for staff. */
public final class CirculationTexts {

  /** The prefixes with which the core names the level at which something is set. */
  private static final List<String> LEVELS =
      List.of(
          "policy rule",
          "item category",
          "patron category",
          "no policy rule",
          "built in",
          "tenant",
          "agency",
          "branch",
          "department",
          "location",
          "sublocation",
          "section",
          "item",
          "patron",
          "title",
          "set",
          "card",
          "account",
          "catalogue",
          "loan",
          "hold",
          "fee",
          "booking");

  /** The settings of rules whose values are amounts. */
  private static final Set<String> AMOUNTS =
      Term.ALL.stream().filter(Term::isAmount).map(Term::name).collect(Collectors.toSet());

  /** Replaces a finding that the visitor may not see. */
  private static final String NOT_SHOWN = "not shown";

  /** Maps the findings of the core to message keys. */
  private static final List<Found> FOUND =
      List.of(
          found("(\\d+) blocks", "blocks"),
          found("today (\\S+)", "today"),
          found("debt (-?\\d+)", "debt"),
          found("(\\d+) overdue", "overdue"),
          found("(\\d+) loans", "loans"),
          found("(\\d+) loans of (.+)", "loans-of"),
          found("(\\d+) renewals", "renewals"),
          found("(\\d+) holds", "holds"),
          found("on loan to another patron", "on-loan-to-another"),
          found("on loan to this patron", "on-loan-to-this"),
          found("no loan of this patron", "no-loan-of-this"),
          found("on loan", "on-loan"),
          found("not on loan", "not-on-loan"),
          found("a loan", "a-loan"),
          found("nobody waits", "nobody-waits"),
          found("this patron's turn", "own-turn"),
          found("set aside for another patron", "set-aside-for-another"),
          found("to be fetched for another patron", "fetched-for-another"),
          found("the copy that another patron wants", "wanted-by-another"),
          found("(\\d+) waiting, (\\d+) other copies free", "waiting-and-free"),
          found("not recalled", "not-recalled"),
          found("recalled", "recalled"),
          found("not claimed returned", "not-claimed"),
          found("claimed returned", "claimed"),
          found("by itself", "by-itself"),
          found("not booked", "not-booked"),
          found("not booked by others", "not-booked"),
          found("booked before it would be due", "booked-before-due"),
          found("booked from (\\S+)", "booked-from"),
          found("lent until (\\S+)", "lent-until"),
          found("could be lent until (\\S+)", "could-be-lent-until"),
          found("the group's card alone", "card-alone"),
          found("responsible", "responsible"),
          found("a member", "member"),
          found("not in the group", "no-member"),
          found("can be renewed from (\\S+)", "renewed-from"),
          found("pickup (\\S+)", "pickup"),
          found("until (\\S+)", "wanted-until"),
          found("(\\d+) of (\\d+) items for loan", "for-loan"),
          found("(\\d+) of (\\d+) items can be held", "can-be-held"),
          found("the patron has had it before", "had-before"),
          found("the patron has not had it before", "not-had-before"),
          found("accepted", "accepted"),
          found("not accepted", "not-accepted"),
          found("(?i)none", "none"),
          found(NOT_SHOWN, "not-shown"),
          found("unknown", "unknown"));

  private final Words words;
  private final LendingPolicy policy;

  /**
   * Creates an instance.
   *
   * @param policy looks up the names of branches and categories
   */
  public CirculationTexts(Words words, LendingPolicy policy) {
    this.words = words;
    this.policy = policy;
  }

  /**
   * A finding of the core.
   *
   * @param said its form in the core
   * @param key its message key
   */
  private record Found(Pattern said, String key) {}

  private static Found found(String said, String key) {
    return new Found(Pattern.compile(said), "circulation.found." + key);
  }

  /** Formats a date; empty for null. */
  public String day(@Nullable LocalDate day) {
    return day == null
        ? ""
        : DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
            .withLocale(words.locale())
            .format(day);
  }

  /** Formats the date of an instant; empty for null. */
  public String day(@Nullable Instant at) {
    return at == null ? "" : day(policy.day(at));
  }

  /** Formats an amount in minor units, with its currency. */
  public String money(long amount) {
    var currency = policy.tenant().currency();
    return number(amount, true) + "\u00a0" + currency.getSymbol(words.locale());
  }

  /** Formats an amount in minor units for an input field. */
  public String typed(long amount) {
    return number(amount, false);
  }

  private String number(long amount, boolean isGrouped) {
    var digits = Math.max(0, policy.tenant().currency().getDefaultFractionDigits());
    var format = NumberFormat.getNumberInstance(words.locale());
    format.setGroupingUsed(isGrouped);
    format.setMinimumFractionDigits(digits);
    format.setMaximumFractionDigits(digits);
    return format.format(BigDecimal.valueOf(amount, digits));
  }

  /** Returns the name of a branch, or its code if it has no name here. */
  public String branch(String code) {
    var known = policy.branches().get(code);
    return known == null ? code : known.name();
  }

  /** Returns the name of a patron category. */
  public String category(String code) {
    var known = policy.patronCategories().get(code);
    return known == null ? code : known.name();
  }

  /** Names the rule behind a refusal, its value, and where that is set. */
  public String because(DecisionReason why) {
    return words.of(
        "circulation.because", rule(why.rule()), value(why), level(why.level()), why.setting());
  }

  /** Returns checks without what somebody may not see of a patron who is seen in part. */
  public static List<Check> visible(boolean isWhole, List<Check> checks) {
    return isWhole
        ? checks
        : checks.stream()
            .map(check ->
                check.isOfTheWhole()
                    ? new Check(check.reason(), check.why(), NOT_SHOWN, check.isBroken())
                    : check)
            .toList();
  }

  /** Explains a refusal reason. */
  public String reason(RefusalReason reason) {
    return words.of("circulation.reason." + reason.name());
  }

  /** Returns the name of a rule. */
  public String rule(String rule) {
    var key = "circulation.rule." + rule;
    return words.has(key) ? words.of(key) : rule;
  }

  /** Returns the level at which something is set: {@code patron category adult}. */
  public String level(String level) {
    for (var known : LEVELS) {
      if (level.equals(known) || level.startsWith(known + " ")) {
        var code = level.substring(known.length()).strip();
        return words.of("circulation.level." + known.replace(' ', '-'), named(known, code)).strip();
      }
    }
    return level;
  }

  private String named(String level, String code) {
    return switch (level) {
      case "branch" -> branch(code);
      case "patron category" -> category(code);
      case "item category" -> {
        var known = policy.itemCategories().get(code);
        yield known == null ? code : known.name();
      }
      case "agency" -> {
        var known = policy.agencies().get(code);
        yield known == null ? code : known.name();
      }
      case "tenant" -> code.equals(policy.tenant().code()) ? policy.tenant().name() : code;
      default -> code;
    };
  }

  /** Returns a finding: {@code 3 loans}. */
  public String found(String found) {
    for (var known : FOUND) {
      var matcher = known.said().matcher(found);
      if (matcher.matches()) {
        var arguments = new Object[matcher.groupCount()];
        for (var i = 0; i < arguments.length; i++) {
          arguments[i] = argument(known.key(), i + 1, matcher.group(i + 1));
        }
        return words.of(known.key(), arguments);
      }
    }
    return state(found);
  }

  /** Returns a message argument: a number where the text depends on it. */
  private Object argument(String key, int group, String text) {
    return switch (key) {
      case "circulation.found.debt" -> money(Long.parseLong(text));
      case "circulation.found.pickup" -> branch(text);
      default -> group == 1 && text.matches("\\d{1,9}") ? Integer.valueOf(text) : date(text);
    };
  }

  /** Returns the value of a setting or fact. */
  public String value(DecisionReason why) {
    if (AMOUNTS.contains(why.setting()) && why.value().matches("\\d+")) {
      return money(Long.parseLong(why.value()));
    }
    var key = "circulation.value." + why.value().toLowerCase(Locale.ROOT);
    if (words.has(key)) {
      return words.of(key);
    }
    if (why.setting().equals("patron.blocks")) {
      return why.value()
          .chars()
          .mapToObj(letter -> words.of("circulation.block." + BlockCode.ofLetter((char) letter)))
          .collect(Collectors.joining(", "));
    }
    return found(date(why.value()));
  }

  private String date(String text) {
    try {
      return day(LocalDate.parse(text));
    } catch (DateTimeParseException _) {
      return text;
    }
  }

  /** Returns the location of an item or hold, if it is known. */
  private String state(String text) {
    for (var what : List.of("item", "hold")) {
      var key = "circulation.%s.%s".formatted(what, text);
      if (words.has(key)) {
        return words.of(key);
      }
    }
    return text;
  }

  /** Describes the outcome of a decision. */
  public String outcome(Outcome outcome) {
    return switch (outcome) {
      case Refusal refusal -> reason(refusal.reason());
      case CheckoutOutcome.Granted granted ->
          words.of(
              granted.renewed() ? "circulation.outcome.renewed" : "circulation.outcome.lent",
              day(granted.due()));
      case CheckoutOutcome.SetGranted granted ->
          words.of(
              "circulation.outcome.set-lent",
              granted.loans().size(),
              day(granted.due()),
              granted.missing().size());
      case CheckinOutcome.Returned returned -> destination(returned.destination());
      case CheckinOutcome.SetReturned returned ->
          words.of(
              "circulation.outcome.set-returned",
              returned.returned().size(),
              returned.set().missing().size(),
              branch(returned.branch()));
      case CheckinOutcome.OfOther other ->
          words.of("circulation.outcome.of-other", other.owner(), other.home());
      case HoldOutcome.Placed placed ->
          words.of("circulation.outcome.placed", placed.position(), branch(placed.pickup()));
      default -> words.of("circulation.outcome.other");
    };
  }

  /**
   * Describes where an item goes, but not for whom: the queue shows that to those who may see it.
   */
  private String destination(Destination destination) {
    return switch (destination) {
      case Destination.Shelf shelf -> words.of("circulation.goes.shelf", branch(shelf.branch()));
      case Destination.HoldShelf shelf ->
          words.of("circulation.goes.hold-shelf", branch(shelf.branch()));
      case Destination.HoldTransit transit ->
          words.of("circulation.goes.hold-transit", branch(transit.branch()));
      case Destination.HomeTransit transit ->
          words.of("circulation.goes.home", branch(transit.branch()));
      case Destination.Booked booked ->
          words.of("circulation.goes.booked", branch(booked.branch()));
      case Destination.Lender lender -> words.of("circulation.goes.lender", lender.library());
      case Destination.Partner partner -> words.of("circulation.goes.partner", partner.library());
    };
  }
}

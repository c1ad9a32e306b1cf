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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.Words;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckinOutcome.Destination;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.patron.BlockCode;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Term;

/** What the core says of circulation, in the words of staff. */
public final class CirculationTexts {

  /** The words with which the core begins to say where something was set. */
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

  /** Stands where what was found is not for who looks. */
  static final String NOT_SHOWN = "not shown";

  /** How the core says what it found, and the words for it. */
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
          found("(\\d+) of (\\d+) items for loan", "for-loan"),
          found("(\\d+) of (\\d+) items can be held", "can-be-held"),
          found("the patron has had it before", "had-before"),
          found("the patron has not had it before", "not-had-before"),
          found("(?i)none", "none"),
          found(NOT_SHOWN, "not-shown"),
          found("unknown", "unknown"));

  private final Words words;
  private final LendingPolicy policy;

  /**
   * Makes it.
   *
   * @param words in one language
   * @param policy knows the names of branches and categories
   */
  public CirculationTexts(Words words, LendingPolicy policy) {
    this.words = words;
    this.policy = policy;
  }

  /**
   * Something that the core finds.
   *
   * @param said how it says that
   * @param key the key of the words
   */
  private record Found(Pattern said, String key) {}

  private static Found found(String said, String key) {
    return new Found(Pattern.compile(said), "circulation.found." + key);
  }

  /** A day, or nothing. */
  public String day(@Nullable LocalDate day) {
    return day == null
        ? ""
        : DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
            .withLocale(words.locale())
            .format(day);
  }

  /** The day on which a moment falls, or nothing. */
  public String day(@Nullable Instant at) {
    return at == null ? "" : day(policy.day(at));
  }

  /** An amount in minor units, with its currency. */
  public String money(long amount) {
    var currency = policy.tenant().currency();
    return number(amount, true) + "\u00a0" + currency.getSymbol(words.locale());
  }

  /** An amount in minor units as people type it. */
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

  /** The name of a branch; its code where it has none here. */
  public String branch(String code) {
    var known = policy.branches().get(code);
    return known == null ? code : known.name();
  }

  /** The name of a patron category. */
  public String category(String code) {
    var known = policy.patronCategories().get(code);
    return known == null ? code : known.name();
  }

  /** Why something was refused. */
  public String reason(RefusalReason reason) {
    return words.of("circulation.reason." + reason.name());
  }

  /** What a rule asks. */
  public String rule(String rule) {
    var key = "circulation.rule." + rule;
    return words.has(key) ? words.of(key) : rule;
  }

  /** Where something was set: {@code patron category adult}. */
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

  /** What was found: {@code 3 loans}. */
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

  /** What goes into the words: a number where words may differ by it. */
  private Object argument(String key, int group, String text) {
    return switch (key) {
      case "circulation.found.debt" -> money(Long.parseLong(text));
      case "circulation.found.pickup" -> branch(text);
      default -> group == 1 && text.matches("\\d{1,9}") ? Integer.valueOf(text) : date(text);
    };
  }

  /** What a setting or fact says. */
  public String value(DecisionReason why) {
    if (why.setting().equals(Term.MAX_DEBT.name()) && why.value().matches("\\d+")) {
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

  /** Where an item or hold stands, where it says that. */
  private String state(String text) {
    for (var what : List.of("item", "hold")) {
      var key = "circulation.%s.%s".formatted(what, text);
      if (words.has(key)) {
        return words.of(key);
      }
    }
    return text;
  }

  /** What comes of something. */
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
              returned.set().missing().size());
      case CheckinOutcome.OfOther other ->
          words.of("circulation.outcome.of-other", other.owner(), other.home());
      case HoldOutcome.Placed placed ->
          words.of("circulation.outcome.placed", placed.position(), branch(placed.pickup()));
      default -> words.of("circulation.outcome.other");
    };
  }

  /** Where an item goes. Whom it is for is not said: that is in the queue, for who may see it. */
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
    };
  }
}

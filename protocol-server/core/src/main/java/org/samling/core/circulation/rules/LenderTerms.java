package org.samling.core.circulation.rules;

import java.time.LocalDate;
import java.util.Optional;
import org.samling.core.circulation.facts.DueDate;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.LoanFacts;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;

/**
 * The terms of the library that an item is borrowed from: when it has to be back. A loan here ends
 * on the last open day up to that date.
 */
public final class LenderTerms {

  /** The rule's name. */
  public static final String RULE = "due-to-lender";

  private final DecisionContext context;

  public LenderTerms(DecisionContext context) {
    this.context = context;
  }

  /** The due date of a loan: the usual one, or the lender's if that is earlier and not past. */
  public DueDate bounded(ItemFacts item, DueDate usual) {
    var last = lastDay(item).filter(day -> !day.isBefore(context.today()));
    if (last.isEmpty()) {
      return usual;
    }
    var end = context.policy().endOfDayWithoutStops(context.place(), last.get());
    return end.isBefore(usual.at())
        ? new DueDate(end, null, why(item, last.get().toString()))
        : usual;
  }

  /** The rule that an item its lender wants back by now is no longer lent. */
  public Check isNotWantedBack(ItemFacts item) {
    var last = lastDay(item);
    return new Check(
        RefusalReason.ITEM_NOT_FOR_LOAN,
        why(item, day(last)),
        "today " + context.today(),
        last.filter(day -> !day.isAfter(context.today())).isPresent());
  }

  /** The due date of a loan that the lender has renewed: its date, or so many days from today. */
  public DueDate granted(ItemFacts item, int days) {
    var last = lastDay(item);
    var day = last.orElseGet(() -> context.today().plusDays(days));
    return last.isEmpty()
        ? context.due(day, why(item, day(last)))
        : new DueDate(
            context.policy().endOfDayWithoutStops(context.place(), day),
            null,
            why(item, day.toString()));
  }

  /**
   * The rule that a loan is not renewed beyond the lender's date. A lender that can be asked is
   * asked, also where it named no date.
   */
  public Check canBeLonger(ItemFacts item, LoanFacts loan, DueDate renewed) {
    var last = lastDay(item);
    var lender = item.lender();
    var isAsked = lender != null && lender.canBeAsked();
    return new Check(
        isAsked ? RefusalReason.LENDER_ASKED : RefusalReason.RECALLED,
        why(item, day(last)),
        "due " + context.policy().day(loan.due()),
        last.isPresent() ? !renewed.at().isAfter(loan.due()) : isAsked);
  }

  /**
   * The last open day of this branch by which the item can be returned to meet the lender's date.
   */
  private Optional<LocalDate> lastDay(ItemFacts item) {
    var due = item.dueToLender();
    if (due == null) {
      return Optional.empty();
    }
    var calendar = context.policy().calendar(context.place());
    var day = context.policy().day(due);
    while (day.isAfter(context.today()) && !calendar.isOpenOn(day)) {
      day = day.minusDays(1);
    }
    return Optional.of(day);
  }

  private static String day(Optional<LocalDate> last) {
    return last.map(LocalDate::toString).orElse("none");
  }

  private static DecisionReason why(ItemFacts item, String day) {
    return new DecisionReason(RULE, "item.due-to-lender", "item " + item.barcode(), day);
  }
}

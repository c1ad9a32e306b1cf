package org.samling.core.policy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A term that a policy rule can set: a loan period, a limit, a fee.
 *
 * @param <T> the type of its value
 */
public final class Term<T> {

  /** Whether the item is lent at all. */
  public static final Term<Boolean> FOR_LOAN =
      new Term<>("for-loan", ValueForm.yesOrNo(), "Whether it is lent at all.");

  /** How long a loan lasts, in days. */
  public static final Term<Integer> LOAN_DAYS =
      new Term<>("loan-days", ValueForm.number(0, 3650), "How many days a loan lasts.");

  /** A day by which everything is due. */
  public static final Term<LocalDate> FIXED_DUE =
      new Term<>(
          "fixed-due",
          ValueForm.date(),
          "A fixed due date for all loans, as long as it is in the future.");

  /** How often a loan can be renewed. */
  public static final Term<Integer> RENEWALS =
      new Term<>("renewals", ValueForm.number(0, 1000), "How often a loan can be renewed.");

  /** How long a renewal lasts, in days. */
  public static final Term<Integer> RENEWAL_DAYS =
      new Term<>(
          "renewal-days",
          ValueForm.number(0, 3650),
          "How many days a renewal lasts; if not set, as long as a loan.");

  /** How long before the due date a loan can be renewed, in days. */
  public static final Term<Integer> RENEW_NOT_BEFORE =
      new Term<>(
          "renew-not-before",
          ValueForm.number(0, 3650),
          "How many days before the due date a loan can be renewed at the earliest.");

  /** Whether the title can be held. */
  public static final Term<Boolean> RESERVABLE =
      new Term<>("reservable", ValueForm.yesOrNo(), "Whether holds can be placed.");

  /** How many loans a patron can have. */
  public static final Term<Integer> MAX_LOANS =
      new Term<>("max-loans", ValueForm.number(0, 1_000_000), "How many loans a patron can have.");

  /** How many loans of the item's material group a patron can have. */
  public static final Term<Integer> MAX_LOANS_IN_GROUP =
      new Term<>(
          "max-loans-in-group",
          ValueForm.number(0, 1_000_000),
          "How many loans of the item's material group a patron can have.");

  /** How many holds a patron can have. */
  public static final Term<Integer> MAX_HOLDS =
      new Term<>("max-holds", ValueForm.number(0, 1_000_000), "How many holds a patron can have.");

  /** The class in the queue of a patron's holds. */
  public static final Term<Integer> HOLD_CLASS =
      new Term<>(
          "hold-class",
          ValueForm.number(1, 9),
          "The priority of a patron's holds in the queue: 1 goes first, 5 is usual, 9 goes last.");

  /** Whether a patron gets each title only once. */
  public static final Term<Boolean> ONCE_ONLY =
      new Term<>(
          "once-only",
          ValueForm.yesOrNo(),
          "Whether a title that the patron has borrowed before is refused, for home-delivery"
              + " patrons.");

  /** The debt above which nothing is lent, in minor units of the tenant's currency. */
  public static final Term<Long> MAX_DEBT =
      new Term<>("max-debt", ValueForm.amount(), "The debt above which nothing is lent.");

  /** How many overdue loans a patron can have and still borrow. */
  public static final Term<Integer> MAX_OVERDUE =
      new Term<>(
          "max-overdue",
          ValueForm.number(0, 1_000_000),
          "How many overdue loans a patron can have and still borrow.");

  /** The overdue fee, by steps. */
  public static final Term<List<OverdueStep>> OVERDUE_STEPS =
      new Term<>(
          "overdue-steps",
          new ValueForm<>(
              AcceptedValues.of(
                  AcceptedValues.Form.STEPS,
                  "days:amount pairs with days and amounts that grow, such as 1:2000 8:6000 31:23000"),
              OverdueStep::parse),
          "The overdue fee by steps: from so many days after the due date on, so much in all.");

  /** The overdue fee for each day, in minor units. */
  public static final Term<Long> OVERDUE_PER_DAY =
      new Term<>(
          "overdue-per-day",
          ValueForm.amount(),
          "The overdue fee for each day, where there are no steps.");

  /** The highest overdue fee by the day, in minor units. */
  public static final Term<Long> OVERDUE_MAX =
      new Term<>(
          "overdue-max",
          ValueForm.amount(),
          "The highest overdue fee, where it is charged by the day.");

  /** The charge on top of the price of a lost item, in minor units. */
  public static final Term<Long> REPLACEMENT_FEE =
      new Term<>(
          "replacement-fee",
          ValueForm.amount(),
          "What is charged for a lost item on top of its price.");

  /** The price of an item whose price is not known, in minor units. */
  public static final Term<Long> REPLACEMENT_PRICE =
      new Term<>(
          "replacement-price",
          ValueForm.amount(),
          "The price of a lost item whose price is not known.");

  /** What a loan costs, in minor units. */
  public static final Term<Long> LOAN_FEE =
      new Term<>("loan-fee", ValueForm.amount(), "What a loan costs.");

  /** What a renewal costs, in minor units. */
  public static final Term<Long> RENEWAL_FEE =
      new Term<>("renewal-fee", ValueForm.amount(), "What a renewal costs.");

  /** What a hold costs, in minor units. */
  public static final Term<Long> HOLD_FEE =
      new Term<>("hold-fee", ValueForm.amount(), "What a hold costs.");

  /** All terms. */
  public static final List<Term<?>> ALL =
      List.of(
          FOR_LOAN,
          LOAN_DAYS,
          FIXED_DUE,
          RENEWALS,
          RENEWAL_DAYS,
          RENEW_NOT_BEFORE,
          RESERVABLE,
          MAX_LOANS,
          MAX_LOANS_IN_GROUP,
          MAX_HOLDS,
          HOLD_CLASS,
          ONCE_ONLY,
          MAX_DEBT,
          MAX_OVERDUE,
          OVERDUE_STEPS,
          OVERDUE_PER_DAY,
          OVERDUE_MAX,
          REPLACEMENT_FEE,
          REPLACEMENT_PRICE,
          LOAN_FEE,
          RENEWAL_FEE,
          HOLD_FEE);

  private static final Map<String, Term<?>> BY_NAME =
      ALL.stream().collect(Collectors.toMap(Term::name, Function.identity()));

  private final String name;
  private final ValueForm<T> form;
  private final String meaning;

  private Term(String name, ValueForm<T> form, String meaning) {
    this.name = name;
    this.form = form;
    this.meaning = meaning;
  }

  /**
   * The term with this name.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static Term<?> named(String name) {
    var term = BY_NAME.get(name);
    if (term == null) {
      throw new IllegalArgumentException(
          "there is no policy term \"%s\"; the terms are %s"
              .formatted(name, ALL.stream().map(Term::name).toList()));
    }
    return term;
  }

  /** The name. */
  public String name() {
    return name;
  }

  /** What it means, for people. */
  public String meaning() {
    return meaning;
  }

  /** The accepted values. */
  public AcceptedValues accepted() {
    return form.accepted();
  }

  /** A description of the accepted values, for people. */
  public String words() {
    return form.words();
  }

  /** Whether its value is an amount of money, in minor units of the tenant's currency. */
  public boolean isAmount() {
    return form.equals(ValueForm.amount());
  }

  /**
   * Parses a value.
   *
   * @throws IllegalArgumentException when it is not accepted; the message says what is
   */
  public T read(String text) {
    return form.read(name, text);
  }

  @Override
  public String toString() {
    return name;
  }
}

package org.samling.console.circulation;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.Visit;
import org.samling.core.circulation.facts.PaymentMeans;
import org.samling.core.debt.Money;

/**
 * What the forms of a page have in common.
 *
 * @param key the idempotency key of the page's forms
 * @param typed the values typed into a rejected form, by field name
 * @param problem why the form was rejected, or null
 * @param done the message key of what was done, or null
 */
public record DeskForm(
    String key, Map<String, String> typed, @Nullable Problem problem, @Nullable String done) {

  /** Copies the maps. */
  public DeskForm {
    typed = Map.copyOf(typed);
  }

  /**
   * Why a form was rejected.
   *
   * @param text the reason, as a text for staff
   * @param because the rule behind it, as a text for staff; empty if there is nothing to add
   * @param fee the fee that has to be accepted for it to be done, in minor units; 0 for none
   */
  public record Problem(String text, String because, long fee) {

    Problem(String text, String because) {
      this(text, because, 0);
    }
  }

  /**
   * The forms of a page.
   *
   * @param problem why the form was rejected, or null
   */
  static DeskForm of(Visit visit, Map<String, String> typed, @Nullable Problem problem) {
    var done = "circulation.done." + visit.request().argument("done");
    return new DeskForm(
        UUID.randomUUID().toString(),
        typed,
        problem,
        problem == null && visit.words().has(done) ? done : null);
  }

  /** Reads the typed amount as minor units, with a decimal comma or point; empty if it is none. */
  public static Optional<Long> amount(Visit visit) {
    var typed = visit.request().field("amount").replace(',', '.');
    try {
      return Optional.of(Money.minor(typed, visit.tenant().currency())).filter(a -> a > 0);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** By what an amount was paid, as chosen; {@code OTHER} where nothing is. */
  public static PaymentMeans means(Visit visit) {
    var chosen = visit.request().field("means");
    return Arrays.stream(PaymentMeans.values())
        .filter(means -> means.name().equals(chosen))
        .findFirst()
        .orElse(PaymentMeans.OTHER);
  }

  /**
   * Returns the fee that has to be accepted for what was refused about one object, in minor units;
   * 0 for none.
   */
  public long fee(String ofField, String of) {
    return problem != null && typed(ofField).equals(of) ? problem.fee() : 0;
  }

  /** Reads the fee that the patron accepts, in minor units; 0 for none. */
  public static long acceptedFee(Visit visit) {
    var fee = visit.request().field("fee");
    return fee.matches("[0-9]{1,9}") ? Long.parseLong(fee) : 0;
  }

  /** Returns the typed value of a field. */
  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }

  /** Returns the value typed in a field of the form for one object, or else the default. */
  public String typed(String field, String ofField, String of, String usual) {
    return typed(ofField).equals(of) ? typed(field) : usual;
  }
}

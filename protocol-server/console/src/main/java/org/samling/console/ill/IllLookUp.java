package org.samling.console.ill;

import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.View;
import org.samling.core.debt.Money;
import org.samling.core.ill.rota.LookedUp;

/**
 * The model of what came of looking for a title in other libraries' catalogues.
 *
 * @param lookedUp the catalogues, those of libraries that have it first, in the order of asking
 * @param currency the tenant's currency
 */
public record IllLookUp(List<LookedUp> lookedUp, Currency currency) {

  /** Copies the list. */
  public IllLookUp {
    lookedUp = List.copyOf(lookedUp);
  }

  /** Returns what was found, in the order of asking. */
  public List<LookedUp> found() {
    return lookedUp.stream().filter(each -> each.found() != null).toList();
  }

  /** Returns the names of the catalogues that don't have it. */
  public String without() {
    return lookedUp.stream()
        .filter(each -> each.found() == null && each.failure() == null)
        .map(LookedUp::catalogue)
        .collect(Collectors.joining(", "));
  }

  /** Returns why catalogues did not answer. */
  public List<String> failures() {
    return lookedUp.stream().map(LookedUp::failure).filter(Objects::nonNull).toList();
  }

  /** Returns what was found at a library, or null. */
  public @Nullable LookedUp of(String library) {
    return found().stream().filter(each -> each.library().equals(library)).findFirst().orElse(null);
  }

  /** Returns why a library stands where it does, in words. */
  public String why(View v, LookedUp each) {
    var found = each.found();
    var days = each.past().days();
    var rate = each.past().fillRate();
    var cost = each.cost();
    return Stream.of(
            found == null ? null : v.t("ill.availability." + found.availability().name()),
            each.distance() == null ? null : v.t("ill.distance", each.distance()),
            cost == null
                ? null
                : v.t("ill.cost", Money.text(cost, currency) + " " + currency.getCurrencyCode()),
            days == null ? null : v.t("ill.days", v.number(days.doubleValue(), 1)),
            rate == null ? null : v.t("ill.fill-rate", rate, each.past().asked()),
            each.after() == null ? null : v.t("ill.after." + each.after().name()))
        .filter(Objects::nonNull)
        .collect(Collectors.joining("; "));
  }
}

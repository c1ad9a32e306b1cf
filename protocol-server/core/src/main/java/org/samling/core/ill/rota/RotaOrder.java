package org.samling.core.ill.rota;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.rota.LookedUp.Criterion;
import org.samling.core.ill.rota.LookedUp.FoundTitle;

/**
 * Orders the libraries where a title was found. A copy on the shelf goes before everything else;
 * what is not known stands behind what is.
 */
public final class RotaOrder {

  private RotaOrder() {}

  /** What counts next to availability. */
  public enum Preference {
    /** The nearest first. */
    DISTANCE,
    /** The cheapest first. */
    COST,
    /** The quickest first. */
    TURNAROUND;

    private List<Criterion> criteria() {
      return switch (this) {
        case DISTANCE ->
            List.of(
                Criterion.AVAILABILITY,
                Criterion.DISTANCE,
                Criterion.COST,
                Criterion.TURNAROUND,
                Criterion.FILL_RATE,
                Criterion.SYMBOL);
        case COST ->
            List.of(
                Criterion.AVAILABILITY,
                Criterion.COST,
                Criterion.DISTANCE,
                Criterion.TURNAROUND,
                Criterion.FILL_RATE,
                Criterion.SYMBOL);
        case TURNAROUND ->
            List.of(
                Criterion.AVAILABILITY,
                Criterion.TURNAROUND,
                Criterion.FILL_RATE,
                Criterion.DISTANCE,
                Criterion.COST,
                Criterion.SYMBOL);
      };
    }
  }

  /**
   * What came of catalogues in the order in which their libraries are asked, each with what decided
   * about its place; after them the other catalogues of these libraries, and those where the title
   * was not found.
   *
   * @param lookedUp what came of all catalogues, in any order
   */
  public static List<LookedUp> of(Collection<LookedUp> lookedUp, Preference preference) {
    var criteria = preference.criteria();
    var order =
        criteria.stream()
            .map(RotaOrder::comparator)
            .reduce(Comparator::thenComparing)
            .orElseThrow()
            .thenComparing(LookedUp::catalogue);
    var best = new LinkedHashMap<String, LookedUp>();
    lookedUp.stream()
        .filter(each -> each.found() != null)
        .sorted(order)
        .forEach(each -> best.putIfAbsent(each.library(), each));
    var rota = new ArrayList<LookedUp>();
    LookedUp before = null;
    for (var each : best.values()) {
      rota.add(each.standing(before == null ? null : decided(criteria, before, each)));
      before = each;
    }
    lookedUp.stream()
        .filter(each -> best.get(each.library()) != each)
        .sorted(order)
        .forEach(rota::add);
    return rota;
  }

  private static Criterion decided(List<Criterion> criteria, LookedUp before, LookedUp after) {
    return criteria.stream()
        .filter(criterion -> comparator(criterion).compare(before, after) != 0)
        .findFirst()
        .orElse(Criterion.SYMBOL);
  }

  private static Comparator<LookedUp> comparator(Criterion criterion) {
    return switch (criterion) {
      case AVAILABILITY -> Comparator.comparing(RotaOrder::availability);
      case DISTANCE -> knownFirst(LookedUp::distance, Comparator.naturalOrder());
      case COST -> knownFirst(LookedUp::cost, Comparator.naturalOrder());
      case TURNAROUND ->
          RotaOrder.<BigDecimal>knownFirst(each -> each.past().days(), Comparator.naturalOrder());
      case FILL_RATE ->
          RotaOrder.<Integer>knownFirst(each -> each.past().fillRate(), Comparator.reverseOrder());
      case SYMBOL -> Comparator.comparing(LookedUp::library);
    };
  }

  private static Availability availability(LookedUp each) {
    var found = each.found();
    return found == null ? Availability.UNAVAILABLE : found.availability();
  }

  private static <T> Comparator<LookedUp> knownFirst(
      Function<LookedUp, @Nullable T> value, Comparator<T> order) {
    return (one, other) -> {
      var first = value.apply(one);
      var second = value.apply(other);
      return first == null || second == null
          ? Boolean.compare(first == null, second == null)
          : order.compare(first, second);
    };
  }

  /**
   * What came of a catalogue's answer.
   *
   * @param isForCopying whether a copy is made there, so that the item need not leave the library
   */
  public static LookedUp lookedUp(
      HoldingsLookUp.Answer answer, SoughtTitle sought, boolean isForCopying, PastSupply past) {
    var catalogue = answer.catalogue();
    return new LookedUp(
        catalogue.name(),
        catalogue.library(),
        best(answer, sought, isForCopying),
        answer.failure(),
        catalogue.distance(),
        catalogue.cost(),
        past,
        null);
  }

  /** The title among the hits: by a number rather than by its words, then the one that is there. */
  private static @Nullable FoundTitle best(
      HoldingsLookUp.Answer answer, SoughtTitle sought, boolean isForCopying) {
    return answer.hits().stream()
        .map(hit -> {
          var match = sought.match(hit);
          return match == null
              ? null
              : new FoundTitle(
                  match,
                  hit.key().toString(),
                  Availability.of(hit.copies(), isForCopying),
                  holdings(hit));
        })
        .filter(Objects::nonNull)
        .min(
            Comparator.comparing((FoundTitle found) -> found.match() == LookedUp.Match.TITLE)
                .thenComparing(FoundTitle::availability))
        .orElse(null);
  }

  private static String holdings(HoldingsLookUp.Hit hit) {
    var text =
        String.join(
            "; ",
            hit.copies().stream()
                .map(HoldingsLookUp.Copy::text)
                .filter(copy -> !copy.isBlank())
                .toList());
    return text.length() > LookedUp.LONGEST_TEXT
        ? text.substring(0, LookedUp.LONGEST_TEXT - 1) + "…"
        : text;
  }
}

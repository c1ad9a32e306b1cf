package org.samling.routes.imports;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.imports.MatchNumbers;
import org.samling.core.imports.MatchRule;

/** Knows whether records of one batch match each other by the rules of their import. */
final class MatchesInBatch {

  private final List<MatchRule> rules;
  private int size;

  /** By value of a match point, the records that have it. */
  private final Map<String, BitSet> withValue = new HashMap<>();

  MatchesInBatch(List<MatchRule> rules) {
    this.rules = rules;
  }

  /** Adds a record, and returns whether it matches an earlier one. */
  boolean add(CatalogueRecord record) {
    var isMatched = rules.stream().anyMatch(rule -> matches(rule, record));
    for (var rule : rules) {
      for (var scored : rule.points()) {
        for (var value : scored.point().values(record)) {
          withValue
              .computeIfAbsent(MatchNumbers.text(scored.point(), value), _ -> new BitSet())
              .set(size);
        }
      }
    }
    size++;
    return isMatched;
  }

  private boolean matches(MatchRule rule, CatalogueRecord record) {
    var scores = new int[size];
    for (var scored : rule.points()) {
      var agreeing = new BitSet();
      for (var value : scored.point().values(record)) {
        var others = withValue.get(MatchNumbers.text(scored.point(), value));
        if (others != null) {
          agreeing.or(others);
        }
      }
      if (agreeing.stream()
          .anyMatch(other -> (scores[other] += scored.score()) >= rule.threshold())) {
        return true;
      }
    }
    return false;
  }

  void clear() {
    withValue.clear();
    size = 0;
  }
}

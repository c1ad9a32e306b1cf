package org.samling.exchange.seed;

import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.policy.Conditions;
import org.samling.core.policy.Term;
import tools.jackson.databind.JsonNode;

/** Translates policy rules as they are written in a file. */
final class SeedTerms {

  private static final String AGE = "age";
  private static final String NEW_ITEM = "new-item";

  private SeedTerms() {}

  /** The value of a term in a rule, in the form in which terms are stored. */
  static String text(Term<?> term, JsonNode value, Currency currency) {
    if (term.equals(Term.OVERDUE_STEPS)) {
      return value
          .valueStream()
          .map(step -> step.get("day") + ":" + minor(step.get("amount"), currency))
          .collect(Collectors.joining(" "));
    }
    return term.isAmount() ? Long.toString(minor(value, currency)) : value.asString();
  }

  private static long minor(JsonNode amount, Currency currency) {
    return SeedAmount.minor(amount.decimalValue(), currency);
  }

  /** When a rule applies. */
  static Conditions conditions(Map<String, JsonNode> when) {
    var anyOf = new HashMap<Subject, Set<String>>();
    for (var subject : Subject.values()) {
      var values = when.get(subject.word());
      if (values != null) {
        var wanted = new HashSet<String>();
        values.forEach(v -> wanted.add(v.asString()));
        anyOf.put(subject, wanted);
      }
    }
    var age = when.get(AGE);
    var ages = age == null ? new String[] {"", ""} : age.asString().split("-", 2);
    var newItem = when.get(NEW_ITEM);
    return new Conditions(
        anyOf,
        ages[0].isEmpty() ? null : Integer.valueOf(ages[0]),
        ages[1].isEmpty() ? null : Integer.valueOf(ages[1]),
        newItem == null ? null : newItem.booleanValue());
  }
}

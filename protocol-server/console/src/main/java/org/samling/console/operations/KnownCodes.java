package org.samling.console.operations;

import java.text.Collator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.samling.console.operations.Field.Option;
import org.samling.console.operations.Field.Type;
import org.samling.console.operations.Labels.Text;
import org.samling.console.web.Words;
import org.samling.core.policy.LendingPolicy;

/**
 * The branches and categories of a tenant, which a form offers by their names: nobody types their
 * codes.
 */
record KnownCodes(LendingPolicy policy, Words words) {

  private static final Set<String> BRANCHES = Set.of("branch", "to-branch", "pickup");
  private static final Set<String> CATEGORIES = Set.of("category", "child-category");

  /** Where a category is one of patrons, and where one of items. */
  private static final Set<String> OF_PATRONS = Set.of("patrons", "classes", "guest-agreements");

  private static final Set<String> OF_ITEMS = Set.of("stock", "items", "periodicals");

  /** Families that make them: a new code is typed. */
  private static final Set<String> MAKERS =
      Set.of("agencies", "branches", "item-categories", "patron-categories");

  /** The field, as a list to choose from where it takes such a code. */
  Field chosen(String family, Field field) {
    var names = field.type() == Type.TEXT ? names(family, field.name()) : Map.<String, String>of();
    if (names.isEmpty()) {
      return field;
    }
    var known = new HashMap<>(names);
    if (!field.value().isEmpty()) {
      known.putIfAbsent(field.value(), field.value());
    }
    return field.chosenFrom(
        known.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Collator.getInstance(words.locale())))
            .map(e ->
                new Option(
                    e.getKey(),
                    new Text(e.getValue(), words.language()),
                    e.getKey().equals(field.value())))
            .toList());
  }

  private Map<String, String> names(String family, String member) {
    var names = new HashMap<String, String>();
    if (MAKERS.contains(family)) {
      return names;
    }
    if (BRANCHES.contains(member)) {
      policy.branches().forEach((code, branch) -> names.put(code, branch.name()));
    } else if (CATEGORIES.contains(member) && OF_PATRONS.contains(family)) {
      policy.patronCategories().forEach((code, category) -> names.put(code, category.name()));
    } else if (CATEGORIES.contains(member) && OF_ITEMS.contains(family)) {
      policy.itemCategories().forEach((code, category) -> names.put(code, category.name()));
    }
    return names;
  }
}

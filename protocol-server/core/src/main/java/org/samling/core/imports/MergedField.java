package org.samling.core.imports;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.imports.OverlayRule.Action;

/** Merges an incoming field with the existing one that it stands for, subfield by subfield. */
final class MergedField {

  private MergedField() {}

  /**
   * The incoming field, with the existing field's subfields where the rules say so.
   *
   * @param rules the rules for subfields of this field; of several for one the first counts
   * @param there the existing field, or null
   */
  static DataField of(List<OverlayRule> rules, @Nullable DataField there, DataField coming) {
    var subfields = new ArrayList<Subfield>();
    for (var subfield : coming.subfields()) {
      var isLeft =
          switch (action(rules, subfield.code())) {
            case REPLACE, ADD -> false;
            case KEEP -> has(there, subfield.code());
            case PROTECT -> true;
          };
      if (!isLeft) {
        subfields.add(subfield);
      }
    }
    if (there != null) {
      for (var i = 0; i < there.subfields().size(); i++) {
        var subfield = there.subfields().get(i);
        if (action(rules, subfield.code()) != Action.REPLACE && !subfields.contains(subfield)) {
          subfields.add(place(there, i, subfields), subfield);
        }
      }
    }
    return new DataField(coming.tag(), coming.indicator1(), coming.indicator2(), subfields);
  }

  /** The indicators and the subfields with other codes. */
  static DataField without(DataField field, String codes) {
    return new DataField(
        field.tag(),
        field.indicator1(),
        field.indicator2(),
        field.subfields().stream().filter(s -> codes.indexOf(s.code()) < 0).toList());
  }

  private static Action action(List<OverlayRule> rules, char code) {
    return rules.stream()
        .filter(rule -> rule.codes().indexOf(code) >= 0)
        .map(OverlayRule::action)
        .findFirst()
        .orElse(Action.REPLACE);
  }

  private static boolean has(@Nullable DataField field, char code) {
    return field != null && field.values(code).findAny().isPresent();
  }

  /** Behind the last one of its code, else before what follows it in the existing field. */
  private static int place(DataField there, int index, List<Subfield> subfields) {
    var code = there.subfields().get(index).code();
    for (var at = subfields.size(); at > 0; at--) {
      if (subfields.get(at - 1).code() == code) {
        return at;
      }
    }
    for (var next : there.subfields().subList(index + 1, there.subfields().size())) {
      for (var at = 0; at < subfields.size(); at++) {
        if (subfields.get(at).code() == next.code()) {
          return at;
        }
      }
    }
    return subfields.size();
  }
}

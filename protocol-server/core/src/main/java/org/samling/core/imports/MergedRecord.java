package org.samling.core.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.imports.OverlayRule.Action;

/** Merges an incoming record with the existing one. Merging again changes nothing. */
final class MergedRecord {

  private final ImportRules rules;
  private final MarcContent there;
  private final MarcContent coming;
  private final String source;
  private final Set<String> tagsThere;

  /** By tag, the existing fields whose subfields no incoming one has taken over yet. */
  private final Map<String, List<DataField>> unpaired = new HashMap<>();

  private MergedRecord(ImportRules rules, MarcContent there, MarcContent coming, String source) {
    this.rules = rules;
    this.there = there;
    this.coming = coming;
    this.source = source;
    tagsThere = there.fields().stream().map(Field::tag).collect(Collectors.toSet());
  }

  /**
   * The incoming record, with the existing record's fields and subfields where the rules say so.
   * Fields taken over are inserted after the last field with the same or a lower tag.
   *
   * @param source the agency of the incoming record
   */
  static MarcContent of(ImportRules rules, MarcContent there, MarcContent coming, String source) {
    return new MergedRecord(rules, there, coming, source).merged();
  }

  /** Whether merging keeps anything of an existing record, whatever comes. */
  static boolean keepsAnyOf(ImportRules rules, MarcContent there, String source) {
    return there.fields().stream()
        .anyMatch(f ->
            rules.action(f.tag(), source) != Action.REPLACE
                || !rules.ofSubfields(f.tag(), source).isEmpty());
  }

  private MarcContent merged() {
    var fields = new ArrayList<Field>();
    coming.fields().stream().filter(this::comes).map(this::withSubfields).forEach(fields::add);
    var known = new HashSet<Field>();
    for (var field : there.fields()) {
      if (rules.action(field.tag(), source) != Action.REPLACE) {
        insert(field, fields);
        known.add(field);
      }
    }
    coming.fields().stream()
        .filter(f -> rules.action(f.tag(), source) == Action.ADD)
        .filter(known::add)
        .forEach(f -> insert(f, fields));
    return new MarcContent(coming.leader(), fields);
  }

  /** Whether an incoming field stands where it came. */
  private boolean comes(Field field) {
    return switch (rules.action(field.tag(), source)) {
      case REPLACE -> true;
      case KEEP -> !tagsThere.contains(field.tag());
      case ADD, PROTECT -> false;
    };
  }

  private Field withSubfields(Field field) {
    var its = rules.ofSubfields(field.tag(), source);
    if (its.isEmpty() || !(field instanceof DataField comes)) {
      return field;
    }
    var codes = its.stream().map(OverlayRule::codes).collect(Collectors.joining());
    var stands = counterpart(comes, codes);
    return MergedField.of(its, stands, comes);
  }

  /**
   * The existing field that an incoming one stands for: the one whose other subfields are the same,
   * or the only one where each record has one.
   */
  private @Nullable DataField counterpart(DataField comes, String codes) {
    var tag = comes.tag();
    var left = unpaired.computeIfAbsent(tag, t -> new ArrayList<>(there.dataFields(t).toList()));
    var rest = MergedField.without(comes, codes);
    for (var field : left) {
      if (MergedField.without(field, codes).equals(rest)) {
        left.remove(field);
        return field;
      }
    }
    var isOnly = there.dataFields(tag).count() == 1 && coming.dataFields(tag).count() == 1;
    return isOnly && !left.isEmpty() ? left.removeFirst() : null;
  }

  private static void insert(Field field, List<Field> fields) {
    var at = fields.size();
    while (at > 0 && fields.get(at - 1).tag().compareTo(field.tag()) > 0) {
      at--;
    }
    fields.add(at, field);
  }
}

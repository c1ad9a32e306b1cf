package org.samling.search;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.SearchField;
import org.samling.search.fields.IndexFields;
import org.samling.search.fields.Value;

/** The values of a record: texts that have at least one word, and identifiers. */
final class RecordValues {

  private final Map<SearchField, SequencedSet<Value>> values = new EnumMap<>(SearchField.class);
  private final Map<SearchField, SequencedSet<Value>> listed = new EnumMap<>(SearchField.class);
  private final Map<SearchField, SequencedSet<Value>> headings = new EnumMap<>(SearchField.class);
  private final Map<SearchField, List<String>> identifiers = new EnumMap<>(SearchField.class);
  private @Nullable Value title;

  /** Adds a value, unless it has no words. */
  void add(SearchField field, Value value) {
    add(field, value, values);
    if (field != SearchField.ANY) {
      IndexFields.listsOf(field).forEach(list -> add(list, value, listed));
    }
  }

  /** Adds the fullest form of a field, for sorting and facets. */
  void addHeading(SearchField field, Value value) {
    IndexFields.listsOf(field).forEach(list -> add(list, value, headings));
  }

  /** Adds the title proper; only the first one counts. */
  void addTitle(Value value) {
    if (title == null && !value.words().isEmpty()) {
      title = value;
    }
  }

  /** Adds an identifier as it is written. */
  void addIdentifier(SearchField field, String text) {
    identifiers.computeIfAbsent(field, _ -> new ArrayList<>()).add(text);
  }

  private static void add(
      SearchField field, Value value, Map<SearchField, SequencedSet<Value>> values) {
    if (!value.words().isEmpty()) {
      values.computeIfAbsent(field, _ -> new LinkedHashSet<>()).add(value);
    }
  }

  /** The searched values, by search field. */
  Map<SearchField, SequencedSet<Value>> searched() {
    return values;
  }

  /** The listed values, by the field in whose list they are; without {@link SearchField#ANY}. */
  Map<SearchField, SequencedSet<Value>> listed() {
    return listed;
  }

  /** The fields that have identifiers. */
  Set<SearchField> identifierFields() {
    return identifiers.keySet();
  }

  /** The identifiers of a field, as written. */
  List<String> identifiers(SearchField field) {
    return identifiers.getOrDefault(field, List.of());
  }

  /** The fullest form of each field searched as this one, in the order of the record. */
  SequencedSet<Value> headings(SearchField field) {
    return headings.getOrDefault(field, new LinkedHashSet<>());
  }

  /** The title proper with all its parts, or null. */
  @Nullable Value title() {
    return title;
  }
}

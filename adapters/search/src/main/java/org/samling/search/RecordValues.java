package org.samling.search;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.SearchField;

/** The values of words of a record, without those that have no word. */
final class RecordValues {

  private final Map<SearchField, SequencedSet<Value>> values = new EnumMap<>(SearchField.class);
  private final Map<SearchField, SequencedSet<Value>> headings = new EnumMap<>(SearchField.class);
  private @Nullable Value title;

  /** Adds a value, unless it has no word. */
  void add(SearchField field, Value value) {
    add(field, value, values);
  }

  /** Adds the fullest form of a field: what the record is sorted and counted by. */
  void addHeading(SearchField field, Value value) {
    add(field, value, headings);
  }

  /** Adds the title proper; the first one counts. */
  void addTitle(Value value) {
    if (title == null && !value.words().isEmpty()) {
      title = value;
    }
  }

  private static void add(
      SearchField field, Value value, Map<SearchField, SequencedSet<Value>> values) {
    if (!value.words().isEmpty()) {
      values.computeIfAbsent(field, _ -> new LinkedHashSet<>()).add(value);
    }
  }

  /** What is searched, by field. */
  Map<SearchField, SequencedSet<Value>> searched() {
    return values;
  }

  /** The fullest form of each field that is searched as this, in the order of the record. */
  SequencedSet<Value> headings(SearchField field) {
    return headings.getOrDefault(field, new LinkedHashSet<>());
  }

  /** The title proper with everything that belongs to it, or null. */
  @Nullable Value title() {
    return title;
  }
}

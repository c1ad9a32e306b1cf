package org.samling.search;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.search.SearchField;

/**
 * Which fields and subfields of a format are searched as what. Each occurrence of a field is one
 * value: its chosen subfields in the order of the record. Several choices make several values, so
 * that a title is a whole value with and without the remainder of the title.
 *
 * <p>A line of a table has the search field, tags, choices of subfields, and the indicator that
 * counts non-filing characters, if one does. Choices are separated by blanks. {@code anp} joins the
 * subfields named; {@code b*} takes each as a value of its own; {@code a/t} takes those before the
 * first $t; {@code t+} takes everything from the first $t on.
 *
 * <p>Text in another script (880) counts as the field that it is linked to.
 */
final class FieldTable {

  private static final char TITLE_OF_WORK = 't';

  /** Which subfields of a field make values. */
  private enum Choice {
    JOINED,
    EACH,
    BEFORE_TITLE,
    FROM_TITLE
  }

  /** One choice of one line of the table. */
  private record Rule(SearchField field, Choice choice, String codes, int articleIndicator) {}

  private final Map<String, List<Rule>> rules;
  private final Texts texts;

  /** Which subfields hold texts, in whatever field they stand: what is searched as anything. */
  @FunctionalInterface
  interface Texts {
    boolean include(String tag, char code);
  }

  /**
   * Reads a table.
   *
   * @param table its lines
   * @param texts which subfields hold texts
   */
  FieldTable(String table, Texts texts) {
    this.rules = parse(table);
    this.texts = texts;
  }

  /** The values of words of a record's fields, without those that have no word. */
  Map<SearchField, SequencedSet<Value>> values(MarcContent content) {
    var values = new EnumMap<SearchField, SequencedSet<Value>>(SearchField.class);
    for (var field : content.fields()) {
      if (field instanceof DataField data) {
        var tag = tag(data);
        var parts = new FieldParts(data);
        add(SearchField.ANY, parts.joined(code -> texts.include(tag, code), 0), values);
        for (var rule : rules.getOrDefault(tag, List.of())) {
          if (!rule.field().isIdentifier()) {
            take(rule, tag, parts).forEach(value -> add(rule.field(), value, values));
          }
        }
      }
    }
    return values;
  }

  /** The texts of a record's fields that hold an identifier. */
  List<String> identifiers(MarcContent content, SearchField identifier) {
    var found = new ArrayList<String>();
    for (var field : content.fields()) {
      if (field instanceof DataField data) {
        for (var rule : rules.getOrDefault(data.tag(), List.of())) {
          if (rule.field() == identifier) {
            data.values(rule.codes().charAt(0)).forEach(found::add);
          }
        }
      }
    }
    return found;
  }

  private List<Value> take(Rule rule, String tag, FieldParts parts) {
    var codes = rule.codes();
    return switch (rule.choice()) {
      case JOINED ->
          List.of(parts.joined(code -> codes.indexOf(code) >= 0, rule.articleIndicator()));
      case EACH -> parts.each(codes.charAt(0));
      case BEFORE_TITLE ->
          List.of(parts.before(TITLE_OF_WORK).joined(code -> codes.indexOf(code) >= 0, 0));
      case FROM_TITLE ->
          List.of(parts.from(TITLE_OF_WORK).joined(code -> texts.include(tag, code), 0));
    };
  }

  private static void add(
      SearchField field, Value value, Map<SearchField, SequencedSet<Value>> values) {
    if (!value.words().isEmpty()) {
      values.computeIfAbsent(field, _ -> new LinkedHashSet<>()).add(value);
    }
  }

  private static String tag(DataField field) {
    return field.tag().equals("880")
        ? field
            .values('6')
            .filter(link -> link.length() >= 3)
            .findFirst()
            .orElse("880")
            .substring(0, 3)
        : field.tag();
  }

  private static Map<String, List<Rule>> parse(String table) {
    var rules = new HashMap<String, List<Rule>>();
    for (var line : table.lines().toList()) {
      var columns = line.split("\\|", -1);
      var field = SearchField.valueOf(columns[0].strip());
      var indicator = columns[3].isBlank() ? 0 : Integer.parseInt(columns[3].strip());
      for (var tag : columns[1].strip().split(" ", -1)) {
        for (var choice : columns[2].strip().split(" ", -1)) {
          rules.computeIfAbsent(tag, _ -> new ArrayList<>()).add(rule(field, choice, indicator));
        }
      }
    }
    return rules;
  }

  private static Rule rule(SearchField field, String written, int indicator) {
    var end = written.length() - 1;
    if (written.endsWith("*")) {
      return new Rule(field, Choice.EACH, written.substring(0, end), indicator);
    }
    if (written.endsWith("+")) {
      return new Rule(field, Choice.FROM_TITLE, written.substring(0, end), indicator);
    }
    if (written.endsWith("/t")) {
      return new Rule(field, Choice.BEFORE_TITLE, written.substring(0, end - 1), indicator);
    }
    return new Rule(field, Choice.JOINED, written, indicator);
  }
}

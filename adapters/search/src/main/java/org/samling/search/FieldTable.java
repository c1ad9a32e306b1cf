package org.samling.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.search.SearchField;
import org.samling.search.fields.FieldParts;
import org.samling.search.fields.Value;

/**
 * Maps fields and subfields of a format to search fields. Each occurrence of a field is one value:
 * its chosen subfields in the order of the record. Several choices make several values, so that a
 * title is a whole value with and without the remainder of the title.
 *
 * <p>A line of a table has the search field, tags, choices of subfields, and the indicator that
 * counts non-filing characters, if one does. Choices are separated by blanks. {@code anp} joins the
 * subfields named; {@code b*} takes each as a value of its own; {@code a/t} takes those before the
 * first $t; {@code t+} takes everything from the first $t on.
 *
 * <p>A tag with a colon counts only in the role or vocabulary behind it: {@code 700:edt} where $4
 * or $e names an editor, {@code 650:mesh} where the second indicator or $2 names the vocabulary.
 *
 * <p>Text in another script (880) counts as the field that it is linked to.
 */
final class FieldTable {

  private static final char TITLE_OF_WORK = 't';

  /** How subfields of a field make values. */
  private enum Choice {
    JOINED,
    EACH,
    BEFORE_TITLE,
    FROM_TITLE
  }

  /**
   * One choice of one line of the table.
   *
   * @param only the role or vocabulary in which it counts, or empty
   * @param isHeading whether it is the fullest choice of the line: the last one that joins
   *     subfields or, if none does, each one
   */
  private record Rule(
      SearchField field,
      String only,
      Choice choice,
      String codes,
      int articleIndicator,
      boolean isHeading) {

    boolean appliesTo(DataField data) {
      return switch (only) {
        case "" -> true;
        case "mesh" -> data.indicator2() == '2' || data.values('2').anyMatch("mesh"::equals);
        case "lcsh" -> data.indicator2() == '0' || data.values('2').anyMatch("lcsh"::equals);
        case "lc" -> data.values('2').anyMatch("lc"::equals);
        default ->
            data.values('4')
                    .anyMatch(role -> role.strip().equals(only) || role.endsWith("/" + only))
                || data.values('e').anyMatch(Rule::isEditor);
      };
    }

    private static boolean isEditor(String role) {
      return EDITORS.contains(role.strip().toLowerCase(Locale.ROOT).replaceAll("[.,]+$", ""));
    }
  }

  /** From this field on danMARC2 has references, which are not headings of the record. */
  private static final String REFERENCES = "900";

  private static final String OTHER_SCRIPT = "880";

  /** How $e names an editor. */
  private static final Set<String> EDITORS = Set.of("editor", "ed", "redaktør", "red");

  private final Map<String, List<Rule>> rules;
  private final String titleProper;
  private final Texts texts;

  /** Which subfields hold texts, in any field: they are searched as "any". */
  @FunctionalInterface
  interface Texts {
    boolean include(String tag, char code);
  }

  /**
   * Reads a table.
   *
   * @param table its lines, the one for the title proper first
   * @param texts which subfields hold texts
   */
  FieldTable(String table, Texts texts) {
    this.rules = parse(table);
    this.titleProper = table.split("\\|", -1)[1].strip();
    this.texts = texts;
  }

  /** The values of a record's fields. */
  RecordValues values(MarcContent content) {
    var values = new RecordValues();
    for (var field : content.fields()) {
      if (field instanceof DataField data) {
        var tag = tag(data);
        var parts = new FieldParts(data);
        values.add(SearchField.ANY, parts.joined(code -> texts.include(tag, code), 0));
        for (var rule : rules.getOrDefault(tag, List.of())) {
          if (!rule.appliesTo(data)) {
            continue;
          }
          if (!rule.field().isIdentifier()) {
            take(rule, tag, parts).forEach(value -> add(rule, data, value, values));
          } else if (tag.equals(data.tag())) {
            identifiers(rule, data).forEach(text -> values.addIdentifier(rule.field(), text));
          }
        }
      }
    }
    return values;
  }

  private void add(Rule rule, DataField data, Value value, RecordValues values) {
    values.add(rule.field(), value);
    if (rule.isHeading()
        && !data.tag().equals(OTHER_SCRIPT)
        && data.tag().compareTo(REFERENCES) < 0) {
      values.addHeading(rule.field(), value);
      if (rule.field() == SearchField.TITLE && data.tag().equals(titleProper)) {
        values.addTitle(value);
      }
    }
  }

  /** Each subfield that holds an identifier, or those that hold one together. */
  private static List<String> identifiers(Rule rule, DataField data) {
    if (rule.choice() == Choice.EACH) {
      return data.values(rule.codes().charAt(0)).toList();
    }
    var joined = new StringBuilder();
    for (var subfield : data.subfields()) {
      if (rule.codes().indexOf(subfield.code()) >= 0) {
        joined.append(subfield.value()).append(' ');
      }
    }
    return joined.isEmpty() ? List.of() : List.of(joined.toString());
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

  private static String tag(DataField field) {
    return field.tag().equals(OTHER_SCRIPT)
        ? field
            .values('6')
            .filter(link -> link.length() >= 3)
            .findFirst()
            .orElse(OTHER_SCRIPT)
            .substring(0, 3)
        : field.tag();
  }

  private static Map<String, List<Rule>> parse(String table) {
    var rules = new HashMap<String, List<Rule>>();
    for (var line : table.lines().toList()) {
      var columns = line.split("\\|", -1);
      var field = SearchField.valueOf(columns[0].strip());
      var indicator = columns[3].isBlank() ? 0 : Integer.parseInt(columns[3].strip());
      var choices = List.of(columns[2].strip().split(" ", -1));
      var fullest = choices.stream().filter(choice -> !isEach(choice)).reduce((_, last) -> last);
      for (var tag : tags(columns[1])) {
        for (var choice : choices) {
          var isHeading = fullest.map(choice::equals).orElse(true);
          var parts = tag.split(":", -1);
          rules
              .computeIfAbsent(parts[0], _ -> new ArrayList<>())
              .add(rule(field, parts.length > 1 ? parts[1] : "", choice, indicator, isHeading));
        }
      }
    }
    return rules;
  }

  /** The tags of a line; {@code 500-519} is a range. */
  private static List<String> tags(String written) {
    var tags = new ArrayList<String>();
    for (var part : written.strip().split(" ", -1)) {
      var ends = part.split("-", -1);
      if (ends.length == 1) {
        tags.add(part);
      } else {
        IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]))
            .mapToObj("%03d"::formatted)
            .forEach(tags::add);
      }
    }
    return tags;
  }

  private static boolean isEach(String choice) {
    return choice.endsWith("*");
  }

  private static Rule rule(
      SearchField field, String only, String written, int indicator, boolean isHeading) {
    var end = written.length() - 1;
    var choice =
        isEach(written)
            ? Choice.EACH
            : written.endsWith("+")
                ? Choice.FROM_TITLE
                : written.endsWith("/t") ? Choice.BEFORE_TITLE : Choice.JOINED;
    var codes =
        switch (choice) {
          case EACH, FROM_TITLE -> written.substring(0, end);
          case BEFORE_TITLE -> written.substring(0, end - 1);
          case JOINED -> written;
        };
    return new Rule(field, only, choice, codes, indicator, isHeading);
  }
}

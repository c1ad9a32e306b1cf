package org.samling.search;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.search.SearchField;

/**
 * Which fields and subfields of MARC 21 are searched as what. Each occurrence of a field is one
 * value: its chosen subfields in the order of the record. Several choices make several values, so
 * that a title is a whole value with and without the remainder of the title.
 *
 * <p>Text in another script (880) counts as the field that it is linked to.
 */
final class FieldTable {

  /**
   * Search field, tags, choices of subfields, the indicator that counts non-filing characters.
   *
   * <p>Choices are separated by blanks. {@code anp} joins the subfields named; {@code b*} takes
   * each as a value of its own; {@code a/t} takes those before the first $t; {@code t+} takes
   * everything from the first $t on.
   */
  private static final String TABLE =
      """
      TITLE         | 245                 | a anp abnp               | 2 | title proper, with parts, with the rest
      TITLE         | 130 730             | a adfgklmnoprst          | 1 | uniform titles
      TITLE         | 240 243             | a adfgklmnoprst          | 2 | uniform and collective titles
      TITLE         | 242                 | a abnp                   | 2 | title as translated by the cataloguer
      TITLE         | 222                 | a ab                     | 2 | key title
      TITLE         | 210                 | a ab                     |   | abbreviated title
      TITLE         | 246 247             | a abnp                   |   | varying and former titles
      TITLE         | 740                 | a anp                    | 1 | titles of parts without a name
      TITLE         | 505                 | t*                       |   | titles in a contents note
      TITLE         | 700 710 711         | t t+                     |   | works entered under a name
      TITLE         | 440 830             | a anp                    | 2 | series
      TITLE         | 490                 | a*                       |   | series as printed
      TITLE         | 800 810 811         | t t+                     |   | series entered under a name
      TITLE         | 780 785             | s* t*                    |   | preceding and succeeding titles
      PERSONAL_NAME | 100 600 700 800     | a/t abcdjq/t             |   | persons, as makers and as subjects
      AUTHOR        | 100 700             | a/t abcdjq/t             |   | persons
      AUTHOR        | 110 710             | ab/t abcdgn/t            |   | bodies
      AUTHOR        | 111 711             | a/t acdegnq/t            |   | meetings
      AUTHOR        | 720                 | a                        |   | names under no rule
      SUBJECT       | 600 610 611         | a abcdefghjklmnopqrstvxyz |  | names as subjects
      SUBJECT       | 630                 | a adefghklmnoprstvxyz    | 1 | works as subjects
      SUBJECT       | 647 648 650 651     | a abcdegvxyz             |   | events, times, topics, places
      SUBJECT       | 654 656 657 658 662 | a abcdefghkvxyz          |   | facets, occupations, functions, places
      SUBJECT       | 653                 | a*                       |   | free terms
      SUBJECT       | 655                 | a abcvxyz                |   | genre and form
      PUBLISHER     | 028 260 264         | b*                       |   | publishers and labels
      ISBN          | 020                 | a* z*                    |   | also cancelled and wrong ones
      ISSN          | 022                 | a* l* y* z*              |   | also linking, wrong and cancelled ones
      """;

  /** Codes and control numbers, which nobody looks for among words: 010-019, 035, 040-048. */
  private static final Set<String> CODED =
      Set.of("035", "040", "041", "042", "043", "044", "045", "046", "047", "048");

  private static final Map<String, List<Rule>> RULES = parse();

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

  private FieldTable() {}

  /** The values of words of a record's fields, without those that have no word. */
  static Map<SearchField, SequencedSet<Value>> values(MarcContent content) {
    var values = new EnumMap<SearchField, SequencedSet<Value>>(SearchField.class);
    for (var field : content.fields()) {
      if (field instanceof DataField data) {
        var tag = tag(data);
        var parts = new FieldParts(data);
        if (isSearched(tag)) {
          add(SearchField.ANY, parts.joined(FieldTable::isText, 0), values);
        }
        for (var rule : RULES.getOrDefault(tag, List.of())) {
          if (!rule.field().isIdentifier()) {
            take(rule, parts).forEach(value -> add(rule.field(), value, values));
          }
        }
      }
    }
    return values;
  }

  /** The texts of a record's fields that hold an identifier. */
  static List<String> texts(MarcContent content, SearchField identifier) {
    var texts = new ArrayList<String>();
    for (var field : content.fields()) {
      if (field instanceof DataField data) {
        for (var rule : RULES.getOrDefault(data.tag(), List.of())) {
          if (rule.field() == identifier) {
            data.values(rule.codes().charAt(0)).forEach(texts::add);
          }
        }
      }
    }
    return texts;
  }

  private static List<Value> take(Rule rule, FieldParts parts) {
    var codes = rule.codes();
    return switch (rule.choice()) {
      case JOINED ->
          List.of(parts.joined(code -> codes.indexOf(code) >= 0, rule.articleIndicator()));
      case EACH -> parts.each(codes.charAt(0));
      case BEFORE_TITLE ->
          List.of(parts.before(TITLE_OF_WORK).joined(code -> codes.indexOf(code) >= 0, 0));
      case FROM_TITLE -> List.of(parts.from(TITLE_OF_WORK).joined(FieldTable::isText, 0));
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

  private static boolean isSearched(String tag) {
    return tag.compareTo("020") >= 0 && tag.compareTo("899") <= 0 && !CODED.contains(tag);
  }

  /** Not addresses ($u), control numbers ($w), and what is coded ($0 to $9). */
  private static boolean isText(char code) {
    return code >= 'a' && code <= 'z' && code != 'u' && code != 'w';
  }

  private static Map<String, List<Rule>> parse() {
    var rules = new HashMap<String, List<Rule>>();
    for (var line : TABLE.lines().toList()) {
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

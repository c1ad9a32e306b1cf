package org.samling.search;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.search.SearchField;
import org.samling.search.fields.FieldParts;
import org.samling.search.fields.Value;

/**
 * The contents of an authority record: a heading, its see-from forms, and related headings.
 *
 * <p>MARC 21 (Format for Authority Data) and danMARC2: fields 1XX, 4XX and 5XX;
 * UNIMARC/Authorities: 2XX, 4XX and 5XX. A name with a title ($t) is for a work, and counts as a
 * subject only.
 *
 * @param headings its entries by search field
 */
record Authority(Map<SearchField, Entry> headings) {

  /** Which 1XX fields and subfields are headings of a search field; 4XX and 5XX work alike. */
  private static final List<Rule> MARC21 =
      rules(
          """
          PERSONAL_NAME | 00          | abcdjq                  |
          AUTHOR        | 00          | abcdjq                  |
          AUTHOR        | 10          | abcdgn                  |
          AUTHOR        | 11          | acdegnq                 |
          TITLE         | 30          | adfgklmnoprst           | 2
          SUBJECT       | 00 10 11    | abcdefghjklmnopqrstvxyz |
          SUBJECT       | 30          | adefghklmnoprstvxyz     | 2
          SUBJECT       | 47 48 50 51 | abcdegvxyz              |
          SUBJECT       | 55          | abcvxyz                 |
          """);

  private static final List<Rule> DANMARC2 =
      rules(
          """
          PERSONAL_NAME | 00    | ahefck  |
          AUTHOR        | 00    | ahefck  |
          AUTHOR        | 10    | aecsikj |
          TITLE         | 33 34 | aøæno   |
          SUBJECT       | 00    | ahefckt |
          SUBJECT       | 10    | aecsikjt |
          """);

  private static final List<Rule> UNIMARC =
      rules(
          """
          PERSONAL_NAME | 00       | abcdf        |
          AUTHOR        | 00       | abcdf        |
          AUTHOR        | 10       | abcdefgh     |
          AUTHOR        | 20       | acdf         |
          TITLE         | 30       | abhiklmnqrsu |
          SUBJECT       | 00 10 20 | abcdefghtjxyz |
          SUBJECT       | 30       | abhiklmnqrsujxyz |
          SUBJECT       | 15 50 80 | ajxyz        |
          """);

  /** One line of a table. */
  private record Rule(SearchField field, List<String> kinds, String codes, int articleIndicator) {}

  /**
   * The entry for one search field.
   *
   * @param from the see-from forms, which are not used as headings
   * @param also related headings
   */
  record Entry(Value heading, List<Value> from, List<Value> also) {}

  static Authority of(MarcContent content, MarcFormat format) {
    var rules = rules(format);
    var block = block(format);
    var headings = new EnumMap<SearchField, Entry>(SearchField.class);
    for (var field : SearchField.values()) {
      var own = rules.stream().filter(rule -> rule.field() == field).toList();
      var heading = values(content, block, own);
      if (!heading.isEmpty()) {
        headings.put(
            field,
            new Entry(heading.getFirst(), values(content, '4', own), values(content, '5', own)));
      }
    }
    return new Authority(headings);
  }

  /** What searches for authority records find: headings, see-from forms and related headings. */
  static RecordValues values(MarcContent content, MarcFormat format) {
    var values = new RecordValues();
    var block = block(format);
    for (var field : content.fields()) {
      if (field instanceof DataField data && isOfHeading(data.tag(), block)) {
        for (var rule : rules(format)) {
          for (var value : values(data, rule)) {
            var searched = searchedAs(rule.field(), data.tag());
            values.add(SearchField.ANY, value);
            values.add(searched, value);
            if (data.tag().charAt(0) == block) {
              values.addHeading(searched, value);
              values.addTitle(value);
            }
          }
        }
      }
    }
    return values;
  }

  private static boolean isOfHeading(String tag, char block) {
    return tag.charAt(0) == block || tag.charAt(0) == '4' || tag.charAt(0) == '5';
  }

  private static SearchField searchedAs(SearchField field, String tag) {
    return switch (field) {
      case PERSONAL_NAME -> SearchField.PERSONAL_AUTHOR;
      case AUTHOR ->
          switch (tag.substring(1)) {
            case "00" -> SearchField.PERSONAL_AUTHOR;
            case "11" -> SearchField.CONFERENCE_AUTHOR;
            case "20" -> SearchField.UNCONTROLLED_AUTHOR;
            default -> SearchField.CORPORATE_AUTHOR;
          };
      default -> field;
    };
  }

  private static List<Rule> rules(MarcFormat format) {
    return switch (format) {
      case MARC21 -> MARC21;
      case DANMARC2 -> DANMARC2;
      case UNIMARC -> UNIMARC;
    };
  }

  /** The first digit of the tags of headings. */
  private static char block(MarcFormat format) {
    return format == MarcFormat.UNIMARC ? '2' : '1';
  }

  private static List<Value> values(MarcContent content, char block, List<Rule> rules) {
    var found = new ArrayList<Value>();
    for (var field : content.fields()) {
      if (field instanceof DataField data && data.tag().charAt(0) == block) {
        rules.forEach(rule -> found.addAll(values(data, rule)));
      }
    }
    return found;
  }

  /** The value of a field by a rule, if it is one with words. */
  private static List<Value> values(DataField field, Rule rule) {
    if (!rule.kinds().contains(field.tag().substring(1)) || !isOf(rule, field)) {
      return List.of();
    }
    var value =
        new FieldParts(field)
            .joined(code -> rule.codes().indexOf(code) >= 0, rule.articleIndicator());
    return value.words().isEmpty() ? List.of() : List.of(value);
  }

  private static boolean isOf(Rule rule, DataField field) {
    return rule.codes().indexOf('t') >= 0 || field.values('t').findAny().isEmpty();
  }

  private static List<Rule> rules(String table) {
    return table
        .lines()
        .map(line -> line.split("\\|", -1))
        .map(columns ->
            new Rule(
                SearchField.valueOf(columns[0].strip()),
                List.of(columns[1].strip().split(" ", -1)),
                columns[2].strip(),
                columns[3].isBlank() ? 0 : Integer.parseInt(columns[3].strip())))
        .toList();
  }
}

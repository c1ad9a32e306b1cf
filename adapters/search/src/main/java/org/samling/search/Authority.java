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
 * <p>MARC 21 (Format for Authority Data): fields 1XX, 4XX and 5XX of records whose leader has z in
 * position 06. danMARC2: the same fields of such records, and of those of 870979, the national
 * agency's authorities. A name with a title ($t) is for a work, and counts as a subject only.
 *
 * @param headings its entries by search field
 */
record Authority(Map<SearchField, Entry> headings) {

  private static final String NATIONAL_AUTHORITIES = "870979";
  private static final int RECORD_TYPE = 6;

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

  /** One line of a table. */
  private record Rule(SearchField field, List<String> kinds, String codes, int articleIndicator) {}

  /**
   * The entry for one search field.
   *
   * @param from the see-from forms, which are not used as headings
   * @param also related headings
   */
  record Entry(Value heading, List<Value> from, List<Value> also) {}

  /** Whether a record is an authority record. */
  static boolean isAuthority(MarcContent content, MarcFormat format) {
    return content.leader().startsWith("z", RECORD_TYPE)
        || (format == MarcFormat.DANMARC2
            && content
                .dataFields("001")
                .flatMap(field -> field.values('b'))
                .anyMatch(agency -> agency.strip().equals(NATIONAL_AUTHORITIES)));
  }

  static Authority of(MarcContent content, MarcFormat format) {
    var rules =
        switch (format) {
          case MARC21 -> MARC21;
          case DANMARC2 -> DANMARC2;
          case UNIMARC -> List.<Rule>of();
        };
    var headings = new EnumMap<SearchField, Entry>(SearchField.class);
    for (var field : SearchField.values()) {
      var own = rules.stream().filter(rule -> rule.field() == field).toList();
      var heading = values(content, '1', own);
      if (!heading.isEmpty()) {
        headings.put(
            field,
            new Entry(heading.getFirst(), values(content, '4', own), values(content, '5', own)));
      }
    }
    return new Authority(headings);
  }

  private static List<Value> values(MarcContent content, char block, List<Rule> rules) {
    var found = new ArrayList<Value>();
    for (var field : content.fields()) {
      if (field instanceof DataField data && data.tag().charAt(0) == block) {
        for (var rule : rules) {
          if (rule.kinds().contains(data.tag().substring(1)) && isOf(rule, data)) {
            var value =
                new FieldParts(data)
                    .joined(code -> rule.codes().indexOf(code) >= 0, rule.articleIndicator());
            if (!value.words().isEmpty()) {
              found.add(value);
            }
          }
        }
      }
    }
    return found;
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

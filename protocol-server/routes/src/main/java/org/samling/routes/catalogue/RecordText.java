package org.samling.routes.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.circulation.Holding;
import org.samling.routes.ScreenMessages;

/**
 * A record as text for people (SUTRS, Z39.50-2003, appendix REC): a line for each element, with its
 * name first.
 */
public final class RecordText {

  private static final String NAME = "abcdq";

  /** The elements in their order: the word for each, and its fields and subfields. */
  private static final List<Row> ROWS =
      List.of(
          new Row("title", Set.of("245"), "anpbc", true),
          new Row("author", Set.of("100", "110", "111"), NAME, true),
          new Row("contributor", Set.of("700", "710", "711"), NAME, false),
          new Row("edition", Set.of("250"), "ab", true),
          new Row("published", Set.of("260", "264"), "abc", true),
          new Row("extent", Set.of("300"), "abce", false),
          new Row("series", Set.of("490", "830"), "av", false),
          new Row(
              "subject",
              Set.of("600", "610", "611", "630", "648", "650", "651", "653", "655"),
              "abcdtvxyz",
              false),
          new Row("note", Set.of("500", "505", "520"), "a", false),
          new Row("isbn", Set.of("020"), "a", true),
          new Row("issn", Set.of("022"), "a", true));

  private record Row(String word, Set<String> tags, String codes, boolean isBrief) {}

  private RecordText() {}

  /**
   * Writes a record.
   *
   * @param content a MARC 21 record
   * @param isBrief whether to write only the elements that identify it
   * @param items its items, a line each
   * @param messages the names of the elements
   * @param status words an item's status
   * @return lines, each ending with a line feed
   */
  public static String of(
      MarcContent content,
      boolean isBrief,
      List<Holding> items,
      ScreenMessages messages,
      Function<Holding, String> status) {
    var lines = new ArrayList<String>();
    for (var row : ROWS) {
      if (row.isBrief() || !isBrief) {
        content.fields().stream()
            .filter(field -> row.tags().contains(field.tag()))
            .filter(DataField.class::isInstance)
            .map(field -> text((DataField) field, row.codes()))
            .filter(text -> !text.isEmpty())
            .distinct()
            .forEach(text -> lines.add(line(messages, row.word(), text)));
      }
    }
    content
        .controlFields("001")
        .findFirst()
        .ifPresent(number -> lines.add(line(messages, "number", number)));
    items.forEach(item -> lines.add(line(messages, "item", item(item, status))));
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  private static String line(ScreenMessages messages, String word, String text) {
    return messages.text("record." + word) + ": " + text;
  }

  private static String text(DataField field, String codes) {
    return field.subfields().stream()
        .filter(subfield -> codes.indexOf(subfield.code()) >= 0)
        .map(Subfield::value)
        .map(value -> value.replace("\u0098", "").replace("\u009C", "").strip())
        .filter(value -> !value.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String item(Holding item, Function<Holding, String> status) {
    return Stream.of(
            item.issue(), item.home(), item.location(), item.callNumber(), status.apply(item))
        .filter(part -> part != null && !part.isEmpty())
        .collect(Collectors.joining(", "));
  }
}

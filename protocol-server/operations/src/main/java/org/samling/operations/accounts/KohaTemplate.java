package org.samling.operations.accounts;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the templates in Koha's SIPconfig.xml are in a profile. They are programs of the Template
 * Toolkit; what libraries write is nearly always texts with columns, some of them where there is
 * one, and that has a translation.
 */
enum KohaTemplate {
  /** AE and fields of the library's own in 64. */
  PATRON(
      "patron",
      Map.of(
          "surname", "{{family-name}}",
          "firstname", "{{given-name}}",
          "cardnumber", "{{card}}",
          "categorycode", "{{category}}",
          "branchcode", "{{branch}}",
          "dateexpiry", "{{expires}}",
          "dateofbirth", "{{birth-date}}",
          "email", "{{email}}",
          "phone", "{{phone}}")),
  /** DA. */
  HOLD(
      "patron",
      Map.of(
          "surname", "{{family-name}}",
          "firstname", "{{given-name}}",
          "cardnumber", "{{card}}",
          "phone", "{{phone}}")),
  /** AV. */
  FEE(
      "accountline",
      Map.of(
          "id", "{{number}}",
          "accountlines_id", "{{number}}",
          "description", "{{type}}{{#title}} {{title}}{{/title}}",
          "amountoutstanding", "{{amount}}",
          "date", "{{date}}")),
  /** Fields of the library's own in 18. */
  ITEM(
      "item",
      Map.of(
          "barcode", "{{barcode}}",
          "biblio.title", "{{title}}",
          "biblio.author", "{{author}}",
          "itemcallnumber", "{{call-number}}",
          "location", "{{location}}",
          "homebranch", "{{home}}",
          "holdingbranch", "{{at}}"));

  private static final Pattern DIRECTIVE = Pattern.compile("\\[%\\s*(.*?)\\s*%]");
  private static final Pattern COLUMN =
      Pattern.compile("(?:(IF|UNLESS) )?([a-z]+)\\.([a-z_.]+)(?: ?\\| ?(html|trim))*");
  private static final Pattern NAME = Pattern.compile("\\{\\{([a-z-]+)}}");

  /** Amounts are written with the decimals of their currency anyway. */
  private static final Pattern AMOUNT = Pattern.compile(" ?\\| ?format\\(['\"]%\\.2f['\"]\\)$");

  private final String object;
  private final Map<String, String> columns;

  KohaTemplate(String object, Map<String, String> columns) {
    this.object = object;
    this.columns = columns;
  }

  /** The template of a profile for a column of Koha's; empty where nothing here is like it. */
  Optional<String> column(String name) {
    return Optional.ofNullable(columns.get(name));
  }

  /** The template of a profile for one of Koha's; empty where it can't be translated. */
  Optional<String> translated(String template) {
    var open = new ArrayDeque<Section>();
    var out = new StringBuilder();
    int from = 0;
    for (var directive = DIRECTIVE.matcher(template); directive.find(); from = directive.end()) {
      out.append(template, from, directive.start());
      var part = part(directive.group(1), open);
      if (part == null) {
        return Optional.empty();
      }
      out.append(part);
    }
    var text = out.append(template, from, template.length()).toString();
    var isWhole =
        open.isEmpty()
            && !text.contains("[%")
            && !text.contains("%]")
            && !DIRECTIVE.matcher(template).replaceAll("").matches("(?s).*[{}|].*");
    return isWhole ? Optional.of(text) : Optional.empty();
  }

  /** A section that is open, in which its name is there or, turned round, is not. */
  private record Section(String name, boolean isTurned) {

    String begin() {
      return "{{%s%s}}".formatted(isTurned ? "^" : "#", name);
    }

    String end() {
      return "{{/%s}}".formatted(name);
    }
  }

  private @Nullable String part(String directive, ArrayDeque<Section> open) {
    if (directive.equals("END")) {
      return open.isEmpty() ? null : open.pop().end();
    }
    if (directive.equals("ELSE")) {
      var section = open.poll();
      if (section == null) {
        return null;
      }
      open.push(new Section(section.name, !section.isTurned));
      return section.end() + open.element().begin();
    }
    var column = COLUMN.matcher(AMOUNT.matcher(directive).replaceFirst(""));
    if (!column.matches() || !column.group(2).equals(object)) {
      return null;
    }
    var value = columns.get(column.group(3));
    if (value == null || column.group(1) == null) {
      return value;
    }
    var name = NAME.matcher(value);
    if (!name.matches()) {
      return null;
    }
    open.push(new Section(name.group(1), column.group(1).equals("UNLESS")));
    return open.element().begin();
  }
}

package org.samling.core.imports;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.Isbn;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;

/**
 * What two records have in common where they match: a number that is known in all formats, or any
 * field. Agency and control number always come first, and are no match point.
 *
 * @param text as it is written in rules: {@code isbn}, {@code 035$a}, {@code 245$ab~text}, {@code
 *     008/07-10~year}
 * @param place the field, or null for a known number
 */
public record MatchPoint(String text, @Nullable Place place) {

  /** The International Standard Book Number (ISO 2108), of 10 or 13 digits. */
  public static final MatchPoint ISBN = new MatchPoint("isbn", null);

  /** The International Standard Serial Number (ISO 3297). */
  public static final MatchPoint ISSN = new MatchPoint("issn", null);

  /**
   * The number of the Danish national bibliography: the own number of a record of 870970, and the
   * 870970 numbers that other records name.
   */
  public static final MatchPoint FAUST = new MatchPoint("faust", null);

  /** The match points that are not fields. */
  public static final List<MatchPoint> KNOWN = List.of(ISBN, ISSN, FAUST);

  /** The label for agency and number, which may be left out. */
  public static final String CONTROL_NUMBER = "control-number";

  /** The most characters of a value that are compared. */
  static final int MAX_VALUE = 200;

  private static final Pattern FORM =
      Pattern.compile(
          "(?<tag>[0-9A-Za-z]{3})(?:/(?<from>\\d{2})(?:-(?<to>\\d{2}))?)?"
              + "(?:[$*](?<codes>[^\\s$*~:+,>=@/]{1,10}))?(?:~(?<form>[a-z-]+))?");

  /**
   * A field whose texts are compared.
   *
   * @param codes the codes of its subfields; empty for all of them, or the whole of a control field
   * @param from the first position of the text that counts, from 0
   * @param to the last one; {@link Integer#MAX_VALUE} for all
   */
  public record Place(String tag, String codes, int from, int to, TextForm form) {

    /**
     * The texts of the record's fields in the form in which they are compared. Of one subfield code
     * each occurrence is a text; those of several are joined in the order of the field.
     */
    Stream<String> texts(CatalogueRecord record) {
      return record.content().fields().stream()
          .filter(field -> field.tag().equals(tag))
          .flatMap(this::texts)
          .map(this::cut)
          .flatMap(text -> form.of(text).stream());
    }

    private Stream<String> texts(Field field) {
      return switch (field) {
        case ControlField control -> Stream.of(control.value());
        case DataField data -> {
          var values =
              data.subfields().stream()
                  .filter(s -> codes.isEmpty() || codes.indexOf(s.code()) >= 0)
                  .map(s -> s.value());
          yield codes.length() == 1 ? values : Stream.of(values.collect(Collectors.joining(" ")));
        }
      };
    }

    private String cut(String text) {
      return from >= text.length() ? "" : text.substring(from, Math.min(text.length(), end()));
    }

    private int end() {
      return to == Integer.MAX_VALUE ? to : to + 1;
    }
  }

  /**
   * Parses a match point.
   *
   * @throws IllegalArgumentException when it is none; the message says why
   */
  public static MatchPoint parse(String text) {
    for (var known : KNOWN) {
      if (known.text.equals(text)) {
        return known;
      }
    }
    var parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "match must be %s, or a field as 035$a, 245$ab~text or 008/07-10~year, not \"%s\""
              .formatted(
                  Stream.concat(Stream.of(CONTROL_NUMBER), KNOWN.stream().map(MatchPoint::text))
                      .collect(Collectors.joining(", ")),
                  text));
    }
    var codes = parts.group("codes");
    var first = parts.group("from");
    var last = parts.group("to");
    var from = first == null ? 0 : Integer.parseInt(first);
    var to = last != null ? Integer.parseInt(last) : first == null ? Integer.MAX_VALUE : from;
    if (to < from) {
      throw new IllegalArgumentException("the positions of \"" + text + "\" end before they begin");
    }
    var form = parts.group("form") == null ? TextForm.AS_IS : TextForm.named(parts.group("form"));
    return new MatchPoint(
        text.replace('*', '$'),
        new Place(parts.group("tag"), codes == null ? "" : codes, from, to, form));
  }

  /** Whether it is any field, whose values the store keeps only once an import asks by it. */
  public boolean isField() {
    return place != null;
  }

  /** A record's values of it, in the form in which they are compared; empty where it has none. */
  public Set<String> values(CatalogueRecord record) {
    if (place == null) {
      return MatchNumbers.of(record, this);
    }
    return place
        .texts(record)
        .map(value -> value.length() > MAX_VALUE ? value.substring(0, MAX_VALUE) : value)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Whether two records have a value in common. */
  boolean agrees(CatalogueRecord one, CatalogueRecord other) {
    var values = values(one);
    return !values.isEmpty() && values(other).stream().anyMatch(values::contains);
  }

  /** How texts are put into a form in which they can be compared. */
  public enum TextForm {
    /** As they are, without blanks around them. */
    AS_IS,
    /** Letters and digits only, without marks, in lower case. */
    TEXT,
    /** An ISBN of 13 digits; others are passed over. */
    ISBN,
    /** An ISSN of 8 digits; others are passed over. */
    ISSN,
    /** The digits alone. */
    DIGITS,
    /** The first year, of four digits. */
    YEAR;

    private static TextForm named(String label) {
      return Arrays.stream(values())
          .filter(form -> form.label().equals(label))
          .findFirst()
          .orElseThrow(() ->
              new IllegalArgumentException(
                  "~ must be followed by %s, not \"%s\""
                      .formatted(
                          Arrays.stream(values())
                              .map(TextForm::label)
                              .collect(Collectors.joining(", ")),
                          label)));
    }

    /** Its name in rules. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Optional<String> of(String text) {
      var value =
          switch (this) {
            case AS_IS -> text.strip();
            case TEXT -> MatchNumbers.folded(text);
            case ISBN -> Isbn.toIsbn13(text);
            case ISSN -> MatchNumbers.issn(text);
            case DIGITS -> text.replaceAll("[^0-9]", "");
            case YEAR -> MatchNumbers.year(text);
          };
      return Optional.ofNullable(value).filter(v -> !v.isEmpty());
    }
  }
}

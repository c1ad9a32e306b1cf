package org.samling.routes.z3950;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.SearchField;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.data.AttributeElement;
import org.samling.z3950.data.AttributeElement.Complex;
import org.samling.z3950.data.AttributeElement.Numeric;
import org.samling.z3950.data.AttributeElement.NumericValue;
import org.samling.z3950.data.AttributeElement.StringValue;
import org.samling.z3950.data.Bib1Diagnostic;

/**
 * The attributes of a term, of the sets bib-1 (Z39.50-2003, appendix ATR) and, for uses, dan-1,
 * whose values bib-1 knows as 5000 more. One that is not in the tables is refused.
 *
 * @param use what is searched, 1016 (any) where none is named
 * @param relation how values stand to the term, 3 (equal) where none is named
 * @param position where the term stands, 3 (anywhere) where none is named
 * @param structure what the term is, or null
 * @param truncation what may be added to it, 100 (nothing) where none is named
 * @param completeness how much of a value it is, 1 (a part) where none is named
 */
record Bib1Attributes(
    SearchField use,
    int relation,
    int position,
    @Nullable Integer structure,
    int truncation,
    int completeness) {

  /** The value of a use of dan-1 in bib-1, less its own. */
  private static final int DAN_1 = 5_000;

  private static final int ANY = 1016;

  /** Value, name in the standard, and field. */
  static final String USES =
      """
      1    | Personal name          | PERSONAL_NAME
      2    | Corporate name         | CORPORATE_NAME
      3    | Conference name        | CONFERENCE_NAME
      4    | Title                  | TITLE
      5    | Title series           | SERIES
      6    | Title uniform          | UNIFORM_TITLE
      7    | ISBN                   | ISBN
      8    | ISSN                   | ISSN
      9    | LC card number         | LCCN
      12   | Local number           | NUMBER
      13   | Dewey classification   | DEWEY
      14   | UDC classification     | UDC
      16   | LC call number         | LC_CLASS
      17   | NLM call number        | NLM_CLASS
      18   | NAL call number        | NAL_CLASS
      20   | Local classification   | LOCAL_CLASS
      21   | Subject heading        | SUBJECT
      30   | Date                   | YEAR
      31   | Date of publication    | YEAR
      33   | Title key              | KEY_TITLE
      48   | No. nat'l biblio.      | NATIONAL_NUMBER
      51   | No. music publisher    | PUBLISHER_NUMBER
      53   | Number local call      | CALL_NUMBER
      54   | Code--language         | LANGUAGE
      55   | Code--geographic area  | AREA
      59   | Place publication      | PLACE
      62   | Abstract               | ABSTRACT
      63   | Note                   | NOTE
      1002 | Name                   | NAME
      1003 | Author                 | AUTHOR
      1004 | Author-name personal   | PERSONAL_AUTHOR
      1005 | Author-name corporate  | CORPORATE_AUTHOR
      1006 | Author-name conference | CONFERENCE_AUTHOR
      1007 | Identifier--standard   | STANDARD_IDENTIFIER
      1011 | Date/time added to db  | DATE_ENTERED
      1012 | Date/time last modified | DATE_MODIFIED
      1016 | Any                    | ANY
      1017 | Server-choice          | ANY
      1018 | Publisher              | PUBLISHER
      1031 | Material-type          | MATERIAL
      1035 | Anywhere               | ANY
      5010 | Classification-DK5-number (dan-1: 10) | LOCAL_CLASS
      5014 | Catalogue-code (dan-1: 14) | CATALOGUE_CODE
      """;

  private static final Map<Integer, SearchField> FIELDS = fields();

  /**
   * A type of attribute.
   *
   * @param refusal how a value that is not supported is refused
   * @param values those that are
   */
  private record Type(Bib1Diagnostic refusal, List<Integer> values) {}

  /** By the number of the type, from 1. */
  private static final List<Type> TYPES =
      List.of(
          new Type(Bib1Diagnostic.UNSUPPORTED_USE_ATTRIBUTE, List.copyOf(FIELDS.keySet())),
          new Type(
              Bib1Diagnostic.UNSUPPORTED_RELATION_ATTRIBUTE, List.of(1, 2, 3, 4, 5, 6, 103, 104)),
          new Type(Bib1Diagnostic.UNSUPPORTED_POSITION_ATTRIBUTE, List.of(1, 3)),
          new Type(
              Bib1Diagnostic.UNSUPPORTED_STRUCTURE_ATTRIBUTE,
              List.of(1, 2, 3, 4, 5, 6, 100, 101, 102, 103, 105, 107, 108, 109)),
          new Type(
              Bib1Diagnostic.UNSUPPORTED_TRUNCATION_ATTRIBUTE, List.of(1, 2, 3, 100, 101, 104)),
          new Type(Bib1Diagnostic.UNSUPPORTED_COMPLETENESS_ATTRIBUTE, List.of(1, 2, 3)));

  private static Map<Integer, SearchField> fields() {
    var fields = new LinkedHashMap<Integer, SearchField>();
    USES.lines()
        .map(line -> line.split("\\|", -1))
        .forEach(columns ->
            fields.put(
                Integer.valueOf(columns[0].strip()), SearchField.valueOf(columns[2].strip())));
    return fields;
  }

  /**
   * Reads attributes.
   *
   * @param querySet the set of those that name none
   * @throws DiagnosticException where one is not supported, or there are two of a type
   */
  static Bib1Attributes of(List<AttributeElement> attributes, Oid querySet) {
    var values = new @Nullable Integer[TYPES.size() + 1];
    for (var attribute : attributes) {
      var type = type(attribute, querySet);
      if (values[type] != null) {
        throw new DiagnosticException(
            Bib1Diagnostic.UNSUPPORTED_ATTRIBUTE_COMBINATION, "two attributes of type " + type);
      }
      values[type] = value(attribute, type, querySet);
    }
    return new Bib1Attributes(
        FIELDS.getOrDefault(or(values[1], ANY), SearchField.ANY),
        or(values[2], 3),
        or(values[3], 3),
        values[4],
        or(values[5], 100),
        or(values[6], 1));
  }

  private static int or(@Nullable Integer value, int usual) {
    return value == null ? usual : value;
  }

  private static Oid set(AttributeElement attribute, Oid querySet) {
    var named = attribute.attributeSet();
    return named == null ? querySet : named;
  }

  private static int type(AttributeElement attribute, Oid querySet) {
    var set = set(attribute, querySet);
    if (!set.equals(Oid.BIB_1) && !set.equals(Oid.DAN_1)) {
      throw new DiagnosticException(Bib1Diagnostic.UNSUPPORTED_ATTRIBUTE_SET, set.dotted());
    }
    var type = attribute.attributeType();
    if (type < 1 || type > TYPES.size()) {
      throw new DiagnosticException(Bib1Diagnostic.UNSUPPORTED_ATTRIBUTE_TYPE, Long.toString(type));
    }
    return (int) type;
  }

  /** The first of an attribute's values that is supported. */
  private static int value(AttributeElement attribute, int type, Oid querySet) {
    var offset = type == 1 && set(attribute, querySet).equals(Oid.DAN_1) ? DAN_1 : 0;
    var of = TYPES.get(type - 1);
    var written = new ArrayList<Long>();
    switch (attribute.attributeValue()) {
      case Numeric(var value) -> written.add(value);
      case Complex(var list, _) ->
          list.forEach(value -> {
            if (value instanceof NumericValue(var number)) {
              written.add(number);
            }
          });
    }
    if (written.isEmpty()) {
      throw new DiagnosticException(
          Bib1Diagnostic.COMPLEX_ATTRIBUTE_VALUE_NOT_SUPPORTED, names(attribute));
    }
    return written.stream()
        .filter(value -> value > 0 && value <= Integer.MAX_VALUE - offset)
        .map(value -> Math.toIntExact(value + offset))
        .filter(of.values()::contains)
        .findFirst()
        .orElseThrow(
            () -> new DiagnosticException(of.refusal(), Long.toString(written.getFirst())));
  }

  private static String names(AttributeElement attribute) {
    return attribute.attributeValue() instanceof Complex(var list, _)
            && !list.isEmpty()
            && list.getFirst() instanceof StringValue(var name)
        ? name
        : "no value";
  }
}

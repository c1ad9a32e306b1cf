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
 * The attributes of a term, from the sets bib-1 (Z39.50-2003, appendix ATR) and, for uses, dan-1,
 * whose values bib-1 has with 5000 added. One that is not in the tables is refused.
 *
 * @param use the field to search, by default 1016 (any)
 * @param relation how values relate to the term, by default 3 (equal)
 * @param position where the term occurs, by default 3 (anywhere)
 * @param structure what the term is, or null
 * @param truncation how the term is truncated, by default 100 (not)
 * @param completeness how much of a value it must be, by default 1 (a part)
 */
record Bib1Attributes(
    SearchField use,
    int relation,
    int position,
    @Nullable Integer structure,
    int truncation,
    int completeness) {

  /** The difference between the value of a dan-1 use in bib-1 and its own. */
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
      25   | MESH subject           | MESH_SUBJECT
      27   | LC subject heading     | LC_SUBJECT
      30   | Date                   | YEAR
      31   | Date of publication    | YEAR
      33   | Title key              | KEY_TITLE
      47   | Subject subdivision    | SUBJECT_SUBDIVISION
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
      1020 | Editor                 | EDITOR
      1030 | Thematic-number        | THEMATIC_NUMBER
      1031 | Material-type          | MATERIAL
      1034 | Content-type           | CONTENT_TYPE
      1035 | Anywhere               | ANY
      5010 | Classification-DK5-number (dan-1: 10) | LOCAL_CLASS
      5014 | Catalogue-code (dan-1: 14) | CATALOGUE_CODE
      """;

  private static final Map<Integer, SearchField> FIELDS = fields();

  /**
   * A type of attribute.
   *
   * @param refusal the diagnostic for an unsupported value
   * @param values the supported values
   */
  private record Type(Bib1Diagnostic refusal, List<Integer> values) {}

  /** By the number of the type, from 1. */
  private static final List<Type> TYPES =
      List.of(
          new Type(Bib1Diagnostic.UNSUPPORTED_USE_ATTRIBUTE, List.copyOf(FIELDS.keySet())),
          new Type(
              Bib1Diagnostic.UNSUPPORTED_RELATION_ATTRIBUTE,
              List.of(1, 2, 3, 4, 5, 6, 102, 103, 104)),
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
   * @param querySet the set of attributes that name none
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
        FIELDS.getOrDefault(orDefault(values[1], ANY), SearchField.ANY),
        orDefault(values[2], 3),
        orDefault(values[3], 3),
        values[4],
        orDefault(values[5], 100),
        orDefault(values[6], 1));
  }

  private static int orDefault(@Nullable Integer value, int usual) {
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

  /** The first supported value of an attribute. */
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
          Bib1Diagnostic.COMPLEX_ATTRIBUTE_VALUE_NOT_SUPPORTED, firstName(attribute));
    }
    return written.stream()
        .filter(value -> value > 0 && value <= Integer.MAX_VALUE - offset)
        .map(value -> Math.toIntExact(value + offset))
        .filter(of.values()::contains)
        .findFirst()
        .orElseThrow(
            () -> new DiagnosticException(of.refusal(), Long.toString(written.getFirst())));
  }

  private static String firstName(AttributeElement attribute) {
    return attribute.attributeValue() instanceof Complex(var list, _)
            && !list.isEmpty()
            && list.getFirst() instanceof StringValue(var name)
        ? name
        : "no value";
  }
}

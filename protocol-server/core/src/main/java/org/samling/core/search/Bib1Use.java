package org.samling.core.search;

import static java.util.Map.entry;

import java.util.Map;
import java.util.OptionalInt;

/**
 * Maps search fields to use attributes of the attribute set bib-1 (Z39.50-2003, appendix ATR),
 * which other catalogues understand.
 */
public final class Bib1Use {

  private static final Map<SearchField, Integer> USE =
      Map.ofEntries(
          entry(SearchField.ANY, 1016),
          entry(SearchField.TITLE, 4),
          entry(SearchField.SERIES, 5),
          entry(SearchField.UNIFORM_TITLE, 6),
          entry(SearchField.KEY_TITLE, 33),
          entry(SearchField.PERSONAL_NAME, 1),
          entry(SearchField.CORPORATE_NAME, 2),
          entry(SearchField.CONFERENCE_NAME, 3),
          entry(SearchField.NAME, 1002),
          entry(SearchField.AUTHOR, 1003),
          entry(SearchField.PERSONAL_AUTHOR, 1004),
          entry(SearchField.CORPORATE_AUTHOR, 1005),
          entry(SearchField.CONFERENCE_AUTHOR, 1006),
          entry(SearchField.SUBJECT, 21),
          entry(SearchField.MESH_SUBJECT, 25),
          entry(SearchField.LC_SUBJECT, 27),
          entry(SearchField.SUBJECT_SUBDIVISION, 47),
          entry(SearchField.EDITOR, 1020),
          entry(SearchField.THEMATIC_NUMBER, 1030),
          entry(SearchField.CONTENT_TYPE, 1034),
          entry(SearchField.PUBLISHER, 1018),
          entry(SearchField.PLACE, 59),
          entry(SearchField.ABSTRACT, 62),
          entry(SearchField.NOTE, 63),
          entry(SearchField.ISBN, 7),
          entry(SearchField.ISSN, 8),
          entry(SearchField.LCCN, 9),
          entry(SearchField.NATIONAL_NUMBER, 48),
          entry(SearchField.PUBLISHER_NUMBER, 51),
          entry(SearchField.STANDARD_IDENTIFIER, 1007),
          entry(SearchField.NUMBER, 12),
          entry(SearchField.DEWEY, 13),
          entry(SearchField.UDC, 14),
          entry(SearchField.LC_CLASS, 16),
          entry(SearchField.NLM_CLASS, 17),
          entry(SearchField.NAL_CLASS, 18),
          entry(SearchField.LOCAL_CLASS, 20),
          entry(SearchField.CALL_NUMBER, 53),
          entry(SearchField.LANGUAGE, 54),
          entry(SearchField.AREA, 55),
          entry(SearchField.MATERIAL, 1031),
          entry(SearchField.CATALOGUE_CODE, 5014),
          entry(SearchField.YEAR, 31),
          entry(SearchField.DATE_ENTERED, 1011),
          entry(SearchField.DATE_MODIFIED, 1012));

  private Bib1Use() {}

  /** The use attribute for the same search; empty for fields that are only parts of others. */
  public static OptionalInt of(SearchField field) {
    var use = USE.get(field);
    return use == null ? OptionalInt.empty() : OptionalInt.of(use);
  }
}

package org.samling.marc.text;

import org.samling.core.catalogue.MarcContent.DataField;

/**
 * Joins the subfields of a field with ISBD punctuation, which danMARC2 and UNIMARC leave to the
 * display.
 */
final class IsbdText {

  private IsbdText() {}

  /** The punctuation before each subfield. */
  @FunctionalInterface
  interface Marks {

    /**
     * The punctuation before a subfield.
     *
     * @param code the code of the subfield
     * @param shown the codes shown before it, in order
     * @return the punctuation with its blanks, or an empty text if the subfield is not shown
     */
    String before(char code, String shown);
  }

  /** Joins the subfields that are shown, in order. */
  static String join(DataField field, Marks marks) {
    var text = new StringBuilder();
    var shown = new StringBuilder();
    for (var subfield : field.subfields()) {
      var value = subfield.value().strip();
      var mark = marks.before(subfield.code(), shown.toString());
      if (mark.isEmpty() || value.isEmpty()) {
        continue;
      }
      // Some records already have the comma in the name.
      text.append(text.isEmpty() || value.startsWith(",") ? "" : mark).append(value);
      shown.append(subfield.code());
    }
    return text.toString();
  }
}

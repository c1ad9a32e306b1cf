package org.samling.marc.text;

import org.samling.core.catalogue.MarcContent.DataField;

/**
 * Puts the subfields of a field together with ISBD's punctuation, which danMARC2 and UNIMARC leave
 * to whoever shows a record.
 */
final class IsbdText {

  private IsbdText() {}

  /** What stands before a subfield. */
  @FunctionalInterface
  interface Marks {

    /**
     * The mark.
     *
     * @param code the subfield
     * @param shown the codes of those that are shown before it, in their order
     * @return the mark with its blanks, or an empty text for what is not shown
     */
    String before(char code, String shown);
  }

  /** The subfields that are shown, in their order. */
  static String joined(DataField field, Marks marks) {
    var text = new StringBuilder();
    var shown = new StringBuilder();
    for (var subfield : field.subfields()) {
      var value = subfield.value().strip();
      var mark = marks.before(subfield.code(), shown.toString());
      if (mark.isEmpty() || value.isEmpty()) {
        continue;
      }
      // Some records have the comma of a name in them.
      text.append(text.isEmpty() || value.startsWith(",") ? "" : mark).append(value);
      shown.append(subfield.code());
    }
    return text.toString();
  }
}

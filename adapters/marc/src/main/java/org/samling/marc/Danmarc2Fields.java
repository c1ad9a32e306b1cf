package org.samling.marc;

import static org.samling.marc.Iso2709Frames.DELIMITER;

import java.util.ArrayList;
import java.util.List;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;

/**
 * Reads the fields of one danMARC2 record in ISO 2709. Every field has two indicators and
 * subfields, whatever its tag; a subfield code may be any character.
 */
final class Danmarc2Fields implements Iso2709Decoder.FieldReader {

  private static final int INDICATORS = 2;

  private final Danmarc2Coding coding;
  private final byte[] bytes;
  private final Repairs repairs;

  Danmarc2Fields(Danmarc2Coding coding, byte[] bytes, Repairs repairs) {
    this.coding = coding;
    this.bytes = bytes;
    this.repairs = repairs;
  }

  @Override
  public Field read(String tag, int from, int to) {
    var where = "field " + tag;
    var written = coding.decoded(bytes, from, to, where);
    var first = written.indexOf(DELIMITER);
    if (first < 0 && written.length() > INDICATORS) {
      repairs.add("Field " + tag + " has no subfields, as every field must; its text was kept.");
      return new ControlField(tag, coding.text(written, where));
    }
    var before = first < 0 ? written : written.substring(0, first);
    var subfields = new ArrayList<Subfield>();
    if (before.length() < INDICATORS) {
      repairs.add("Field " + tag + " has fewer than two indicators; blanks were added.");
    } else if (before.length() > INDICATORS && !before.substring(INDICATORS).isBlank()) {
      repairs.add("Field " + tag + " has text before its first subfield; it was read as *a.");
      subfields.add(new Subfield('a', coding.text(before.substring(INDICATORS), where)));
    } else if (before.length() > INDICATORS) {
      repairs.add("Field " + tag + " has more than two indicators; the others were dropped.");
    }
    for (var at = first; at >= 0; ) {
      var next = written.indexOf(DELIMITER, at + 1);
      add(tag, written.substring(at + 1, next < 0 ? written.length() : next), subfields);
      at = next;
    }
    var indicators = before + "  ";
    return new DataField(
        tag, indicator(tag, indicators.charAt(0)), indicator(tag, indicators.charAt(1)), subfields);
  }

  private void add(String tag, String written, List<Subfield> subfields) {
    if (written.isEmpty()) {
      repairs.add("Field " + tag + " has a subfield without code and text; it was dropped.");
      return;
    }
    var code = written.charAt(0);
    var text = coding.text(written.substring(1), "field " + tag + " *" + code);
    subfields.add(new Subfield(code, text.replace('\u001E', ' ')));
  }

  private char indicator(String tag, char written) {
    if (written >= 0x20 && written < 0x7F) {
      return written;
    }
    repairs.add(
        "Field " + tag + " has an indicator that is not an ASCII character; read as blank.");
    return ' ';
  }
}

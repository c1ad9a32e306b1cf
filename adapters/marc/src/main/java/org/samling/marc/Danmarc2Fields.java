package org.samling.marc;

import static org.samling.marc.Iso2709Frames.DELIMITER;

import java.util.ArrayList;
import java.util.List;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.catalogue.RepairKind;

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
    var written = coding.decoded(bytes, from, to);
    var first = written.indexOf(DELIMITER);
    if (first < 0 && written.length() > INDICATORS) {
      repairs.add(RepairKind.FIELD_UNDIVIDED);
      return new ControlField(tag, coding.text(written));
    }
    var before = first < 0 ? written : written.substring(0, first);
    var subfields = new ArrayList<Subfield>();
    if (before.length() < INDICATORS) {
      repairs.add(
          RepairKind.INDICATORS_MISSING, before, before + " ".repeat(INDICATORS - before.length()));
    } else if (before.length() > INDICATORS && !before.substring(INDICATORS).isBlank()) {
      var text = before.substring(INDICATORS);
      repairs.add(RepairKind.TEXT_BEFORE_SUBFIELDS, text, "*a" + text);
      subfields.add(new Subfield('a', coding.text(text)));
    } else if (before.length() > INDICATORS) {
      repairs.add(RepairKind.INDICATORS_SURPLUS, before, before.substring(0, INDICATORS));
    }
    for (var at = first; at >= 0; ) {
      var next = written.indexOf(DELIMITER, at + 1);
      add(written.substring(at + 1, next < 0 ? written.length() : next), subfields);
      at = next;
    }
    repairs.inField();
    var indicators = before + "  ";
    return new DataField(
        tag, indicator(indicators.charAt(0)), indicator(indicators.charAt(1)), subfields);
  }

  private void add(String written, List<Subfield> subfields) {
    if (written.isEmpty()) {
      repairs.inField();
      repairs.add(RepairKind.SUBFIELD_EMPTY);
      return;
    }
    var code = written.charAt(0);
    repairs.in('*', code);
    var text = coding.text(written.substring(1));
    subfields.add(new Subfield(code, repairs.withoutTerminators(text)));
  }

  private char indicator(char written) {
    if (written >= 0x20 && written < 0x7F) {
      return written;
    }
    repairs.add(RepairKind.INDICATOR_CHARACTER, String.valueOf(written), " ");
    return ' ';
  }
}

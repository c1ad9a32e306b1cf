package org.samling.marc;

import static org.samling.marc.Iso2709Frames.DELIMITER;

import java.util.List;
import org.samling.core.catalogue.RecordFormat;

/**
 * What the fields of a record in ISO 2709 tell of its format. The leader does not tell: its
 * constants are the same, or vary within one format.
 *
 * @param plain fields 000 to 009 that hold text, as they do in MARC 21
 * @param divided fields 000 to 009 with indicators and subfields, as they are in danMARC2
 * @param dividedNumber whether field 001 is one of those
 * @param plainNumber whether field 001 is one of the others
 */
record FormatEvidence(int plain, int divided, boolean dividedNumber, boolean plainNumber) {

  private static final int INDICATORS = 2;

  static FormatEvidence of(byte[] bytes, List<Iso2709Directory.Extent> extents) {
    var plain = 0;
    var divided = 0;
    var dividedNumber = false;
    var plainNumber = false;
    for (var extent : extents) {
      if (extent.tag().startsWith("00")) {
        var isDivided = isDivided(bytes, extent.from(), extent.to());
        var isNumber = extent.tag().equals("001");
        divided += isDivided ? 1 : 0;
        plain += isDivided ? 0 : 1;
        dividedNumber |= isNumber && isDivided;
        plainNumber |= isNumber && !isDivided;
      }
    }
    return new FormatEvidence(plain, divided, dividedNumber, plainNumber);
  }

  /** Whether a field begins with two indicators and a subfield. */
  static boolean isDivided(byte[] bytes, int from, int to) {
    return from + INDICATORS < to && bytes[from + INDICATORS] == DELIMITER;
  }

  /** The format that fits best: field 001 decides, the others only where there is none. */
  RecordFormat format() {
    return dividedNumber || (!plainNumber && divided > plain)
        ? RecordFormat.DANMARC2
        : RecordFormat.MARC21;
  }
}

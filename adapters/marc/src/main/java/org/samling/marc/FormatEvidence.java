package org.samling.marc;

import static org.samling.marc.Iso2709Frames.DELIMITER;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.RecordFormat;

/**
 * What the fields of a record show of its format. The leader is no help: its constants are the same
 * in all formats, or vary within one.
 *
 * @param plain fields 000 to 009 that hold plain text, as in MARC 21
 * @param divided fields 000 to 009 with indicators and subfields, as in danMARC2
 * @param dividedNumber whether field 001 has indicators and subfields
 * @param plainNumber whether field 001 holds plain text
 * @param codes whether field 100 begins with a date and codes, as in UNIMARC; in MARC 21 and
 *     danMARC2 it holds a name
 * @param title whether there is a field 245, which UNIMARC lacks
 */
record FormatEvidence(
    int plain,
    int divided,
    boolean dividedNumber,
    boolean plainNumber,
    boolean codes,
    boolean title) {

  private static final int INDICATORS = 2;

  /** UNIMARC 100 $a: the date entered on file, and fixed-length codes. */
  private static final Pattern CODES = Pattern.compile("[0-9]{8}[ -~]{12,}.*", Pattern.DOTALL);

  static FormatEvidence of(byte[] bytes, List<Iso2709Directory.Extent> extents) {
    var plain = 0;
    var divided = 0;
    var dividedNumber = false;
    var plainNumber = false;
    var codes = false;
    var title = false;
    for (var extent : extents) {
      title |= extent.tag().equals("245");
      codes |= extent.tag().equals("100") && isCoded(bytes, extent.from(), extent.to());
      if (extent.tag().startsWith("00")) {
        var isDivided = isDivided(bytes, extent.from(), extent.to());
        var isNumber = extent.tag().equals("001");
        divided += isDivided ? 1 : 0;
        plain += isDivided ? 0 : 1;
        dividedNumber |= isNumber && isDivided;
        plainNumber |= isNumber && !isDivided;
      }
    }
    return new FormatEvidence(plain, divided, dividedNumber, plainNumber, codes, title);
  }

  /** Whether a field begins with two indicators and a subfield. */
  static boolean isDivided(byte[] bytes, int from, int to) {
    return from + INDICATORS < to && bytes[from + INDICATORS] == DELIMITER;
  }

  private static boolean isCoded(byte[] bytes, int from, int to) {
    var text = from + INDICATORS + 2;
    return isDivided(bytes, from, to)
        && text < to
        && bytes[text - 1] == 'a'
        && CODES.matcher(new String(bytes, text, to - text, StandardCharsets.ISO_8859_1)).matches();
  }

  /** Whether fields that XML divides are those of UNIMARC. */
  static boolean isUnimarc(List<Field> fields) {
    return fields.stream().noneMatch(field -> field.tag().equals("245"))
        && fields.stream().anyMatch(FormatEvidence::isCoded);
  }

  private static boolean isCoded(Field field) {
    return field instanceof DataField data
        && data.tag().equals("100")
        && !data.subfields().isEmpty()
        && data.subfields().getFirst().code() == 'a'
        && CODES.matcher(data.subfields().getFirst().value()).matches();
  }

  /** The format that fits best: field 001 decides; the other fields only if there is none. */
  RecordFormat format() {
    if (dividedNumber || (!plainNumber && divided > plain)) {
      return RecordFormat.DANMARC2;
    }
    return codes && !title ? RecordFormat.UNIMARC : RecordFormat.MARC21;
  }
}

package org.samling.marc;

import java.nio.charset.StandardCharsets;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.marc.text.Danmarc2Text;

/**
 * Writes a record in danMARC2's line format (appendix F), in ISO 8859-1 with escapes and lines of
 * at most {@value #WIDTH} characters.
 */
public final class Danmarc2LineWriter {

  /** The width at which the Danish bibliographic centre folds lines; the format allows 79. */
  private static final int WIDTH = 73;

  private static final String CONTINUATION = "    ";

  private Danmarc2LineWriter() {}

  /** The record's lines, without the line that ends the record. */
  public static byte[] write(MarcContent content) {
    var lines = new StringBuilder();
    content.fields().forEach(field -> fold(line(field), lines));
    return lines.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String line(Field field) {
    return switch (field) {
      case ControlField(var tag, var value) -> tag + "    *a" + Danmarc2Text.write(value);
      case DataField(var tag, var first, var second, var subfields) -> {
        var line = new StringBuilder(tag).append(' ').append(first).append(second).append(' ');
        for (var subfield : subfields) {
          line.append('*').append(subfield.code()).append(Danmarc2Text.write(subfield.value()));
        }
        yield line.toString();
      }
    };
  }

  private static void fold(String line, StringBuilder lines) {
    var end = Math.min(WIDTH, line.length());
    lines.append(line, 0, end).append('\n');
    for (var at = end; at < line.length(); at = end) {
      end = Math.min(at + WIDTH - CONTINUATION.length(), line.length());
      lines.append(CONTINUATION).append(line, at, end).append('\n');
    }
  }
}

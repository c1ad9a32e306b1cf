package org.samling.marc;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordRenderer;

/**
 * Writes records in MARC 21 (ISO 2709 and MARCXML) and danMARC2 (ISO 2709, lines and marcXchange).
 * The fields are written as they are: nothing is translated from one format into the other.
 *
 * <p>Safe for use by several threads.
 */
public final class MarcRecordRenderer implements RecordRenderer {

  /** Makes a renderer. */
  public MarcRecordRenderer() {}

  @Override
  public Optional<Bytes> render(MarcContent content, RecordFormat format) {
    return switch (format) {
      case MARC21 -> iso2709(content, Iso2709Writer::write);
      case MARCXML -> utf8(MarcXmlWriter.write(content));
      case DANMARC2 -> iso2709(content, Iso2709Writer::danmarc2);
      case DANMARC2_LINE -> Optional.of(Bytes.of(Danmarc2LineWriter.write(content)));
      case DANMARC2_XML -> utf8(MarcXmlWriter.danmarc2(content));
      case MARC_IN_JSON, UNIMARC -> Optional.empty();
    };
  }

  private static Optional<Bytes> utf8(String text) {
    return Optional.of(Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Optional<Bytes> iso2709(
      MarcContent content, Function<MarcContent, byte[]> writing) {
    try {
      return Optional.of(Bytes.of(writing.apply(content)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

package org.samling.marc;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordRenderer;

/**
 * Writes records in MARC 21 (ISO 2709) and MARCXML.
 *
 * <p>Safe for use by several threads.
 */
public final class MarcRecordRenderer implements RecordRenderer {

  /** Makes a renderer. */
  public MarcRecordRenderer() {}

  @Override
  public Optional<Bytes> render(MarcContent content, RecordFormat format) {
    return switch (format) {
      case MARC21 -> iso2709(content);
      case MARCXML ->
          Optional.of(Bytes.of(MarcXmlWriter.write(content).getBytes(StandardCharsets.UTF_8)));
    };
  }

  private static Optional<Bytes> iso2709(MarcContent content) {
    try {
      return Optional.of(Bytes.of(Iso2709Writer.write(content)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

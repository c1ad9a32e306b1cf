package org.samling.marc;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.RecordRenderer;
import org.samling.core.catalogue.RecordSyntax;

/**
 * Writes records in MARC 21 (ISO 2709 and MARCXML), danMARC2 (ISO 2709, lines and marcXchange),
 * Dublin Core and MODS. What is in another format is mapped first.
 *
 * <p>Safe for use by several threads.
 */
public final class MarcRecordRenderer implements RecordRenderer {

  private static final String MARCXML_NAMESPACE = '"' + MarcXmlResults.MARCXML + '"';

  /** Makes a renderer. */
  public MarcRecordRenderer() {}

  @Override
  public Optional<MarcContent> mapped(MarcContent content, MarcFormat from, MarcFormat to) {
    return from == to ? Optional.of(content) : Optional.empty();
  }

  @Override
  public Optional<Bytes> render(MarcContent content, MarcFormat from, RecordSyntax syntax) {
    return switch (syntax) {
      case MARC21 -> marc21(content, from).flatMap(c -> iso2709(c, Iso2709Writer::write));
      case MARCXML -> marc21(content, from).flatMap(c -> utf8(MarcXmlWriter.write(c)));
      case DANMARC2 -> danmarc2(content, from).flatMap(c -> iso2709(c, Iso2709Writer::danmarc2));
      case DANMARC2_LINE -> danmarc2(content, from).map(c -> Bytes.of(Danmarc2LineWriter.write(c)));
      case MARCXCHANGE -> danmarc2(content, from).flatMap(c -> utf8(MarcXmlWriter.danmarc2(c)));
      case DUBLIN_CORE, MODS -> Optional.empty();
    };
  }

  @Override
  public Optional<Bytes> render(CatalogueRecord record, RecordSyntax syntax) {
    return isWritten(record, syntax)
        ? Optional.of(record.original())
        : render(record.content(), record.format().marc(), syntax);
  }

  /** Whether the original is in the form that is wanted. */
  private static boolean isWritten(CatalogueRecord record, RecordSyntax syntax) {
    return record.format() == syntax.format()
        && (syntax != RecordSyntax.MARCXML || isMarcXml(record.original()));
  }

  /** marcXchange, and XML without a namespace, is kept as MARCXML too. */
  private static boolean isMarcXml(Bytes original) {
    var text = new String(original.toArray(), StandardCharsets.UTF_8);
    return text.substring(0, text.indexOf('>') + 1).contains(MARCXML_NAMESPACE);
  }

  private Optional<MarcContent> marc21(MarcContent content, MarcFormat from) {
    return mapped(content, from, MarcFormat.MARC21);
  }

  private Optional<MarcContent> danmarc2(MarcContent content, MarcFormat from) {
    return mapped(content, from, MarcFormat.DANMARC2);
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

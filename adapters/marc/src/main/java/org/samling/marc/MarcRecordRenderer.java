package org.samling.marc;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.PackedContent;
import org.samling.core.catalogue.RecordRenderer;
import org.samling.core.catalogue.RecordSyntax;
import org.samling.marc.mapping.Danmarc2ToMarc21;
import org.samling.marc.mapping.DublinCoreWriter;
import org.samling.marc.mapping.Marc21ToDanmarc2;
import org.samling.marc.mapping.ModsWriter;
import org.samling.marc.mapping.UnimarcToMarc21;

/**
 * Writes records in MARC 21 (ISO 2709 and MARCXML), danMARC2 (ISO 2709, lines and marcXchange),
 * UNIMARC (ISO 2709 and marcXchange), Dublin Core and MODS. Records in another format are converted
 * first; none is converted to UNIMARC.
 *
 * <p>Safe for use by several threads.
 */
public final class MarcRecordRenderer implements RecordRenderer {

  private static final String MARCXML_NAMESPACE = '"' + MarcXmlResults.MARCXML + '"';

  /** Makes a renderer. */
  public MarcRecordRenderer() {}

  @Override
  public Optional<MarcContent> convert(MarcContent content, MarcFormat from, MarcFormat to) {
    return switch (to) {
      case MARC21 -> Optional.of(marc21(content, from));
      case DANMARC2 -> Optional.of(danmarc2(content, from));
      case UNIMARC -> from == to ? Optional.of(content) : Optional.empty();
    };
  }

  private static MarcContent marc21(MarcContent content, MarcFormat from) {
    return switch (from) {
      case MARC21 -> content;
      case DANMARC2 -> Danmarc2ToMarc21.convert(content);
      case UNIMARC -> UnimarcToMarc21.convert(content);
    };
  }

  @Override
  public Optional<Bytes> render(MarcContent content, MarcFormat from, RecordSyntax syntax) {
    return switch (syntax) {
      case MARC21 -> iso2709(() -> Iso2709Writer.write(marc21(content, from)));
      case MARC21_MARC8 -> iso2709(() -> Iso2709Writer.marc8(marc21(content, from)));
      case MARC21_LATIN1 -> iso2709(() -> Iso2709Writer.latin1(marc21(content, from)));
      case MARCXML -> utf8(MarcXmlWriter.write(marc21(content, from)));
      case DUBLIN_CORE -> utf8(DublinCoreWriter.write(marc21(content, from)));
      case MODS -> utf8(ModsWriter.write(marc21(content, from)));
      case DANMARC2 -> iso2709(() -> Iso2709Writer.danmarc2(danmarc2(content, from)));
      case DANMARC2_LINE ->
          Optional.of(Bytes.of(Danmarc2LineWriter.write(danmarc2(content, from))));
      case MARCXCHANGE -> utf8(MarcXmlWriter.danmarc2(danmarc2(content, from)));
      case UNIMARC ->
          convert(content, from, MarcFormat.UNIMARC)
              .flatMap(unimarc -> iso2709(() -> Iso2709Writer.unimarc(unimarc)));
      case UNIMARCXCHANGE ->
          convert(content, from, MarcFormat.UNIMARC)
              .flatMap(unimarc -> utf8(MarcXmlWriter.unimarc(unimarc)));
    };
  }

  /** The usual case, MARC 21 in UTF-8, is assembled straight from the packed record. */
  @Override
  public Optional<Bytes> render(PackedContent content, MarcFormat from, RecordSyntax syntax) {
    return from == MarcFormat.MARC21 && syntax == RecordSyntax.MARC21
        ? iso2709(() -> Iso2709Writer.write(content))
        : render(content.content(), from, syntax);
  }

  @Override
  public Optional<Bytes> render(CatalogueRecord record, RecordSyntax syntax) {
    return isWritten(record, syntax)
        ? Optional.of(record.original())
        : render(record.content(), record.format().marc(), syntax);
  }

  /** Whether the original is in the requested syntax already. */
  private static boolean isWritten(CatalogueRecord record, RecordSyntax syntax) {
    return record.format() == syntax.format()
        && (syntax != RecordSyntax.MARCXML || isMarcXml(record.original()));
  }

  /** Originals in marcXchange, and in XML without a namespace, are stored under MARCXML too. */
  private static boolean isMarcXml(Bytes original) {
    var text = new String(original.toArray(), StandardCharsets.UTF_8);
    return text.substring(0, text.indexOf('>') + 1).contains(MARCXML_NAMESPACE);
  }

  private static MarcContent danmarc2(MarcContent content, MarcFormat from) {
    return from == MarcFormat.DANMARC2 ? content : Marc21ToDanmarc2.convert(marc21(content, from));
  }

  private static Optional<Bytes> utf8(String text) {
    return Optional.of(Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Optional<Bytes> iso2709(Supplier<byte[]> writing) {
    try {
      return Optional.of(Bytes.of(writing.get()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

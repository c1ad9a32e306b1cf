package org.samling.routes.imports;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.CodingRule;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordReader;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.catalogue.RecordRenderer;
import org.samling.core.catalogue.RecordSyntax;
import org.samling.core.imports.Overlay;

/**
 * Writes merged records in the form in which they came, and reads them back, so that the stored
 * content is that of their bytes. A record too large for ISO 2709 is written in XML, and one that
 * came in JSON or in lines of MARC 21 in ISO 2709.
 */
public final class MergedRecordWriter implements Overlay.MergedRecordWriter {

  private final RecordReader reader;
  private final RecordRenderer renderer;

  /**
   * Writes by a renderer.
   *
   * @param reader reads what was written
   */
  public MergedRecordWriter(RecordReader reader, RecordRenderer renderer) {
    this.reader = reader;
    this.renderer = renderer;
  }

  @Override
  public Optional<CatalogueRecord> write(MarcContent content, CatalogueRecord coming) {
    return syntaxes(coming.format())
        .flatMap(syntax -> written(content, coming, syntax).stream())
        .findFirst();
  }

  private static Stream<RecordSyntax> syntaxes(RecordFormat format) {
    return switch (format) {
      case MARC21, MARC_IN_JSON, MARC_MNEMONIC, ALEPH_SEQUENTIAL ->
          Stream.of(RecordSyntax.MARC21, RecordSyntax.MARCXML);
      case MARCXML -> Stream.of(RecordSyntax.MARCXML);
      case DANMARC2 -> Stream.of(RecordSyntax.DANMARC2, RecordSyntax.MARCXCHANGE);
      case DANMARC2_LINE -> Stream.of(RecordSyntax.DANMARC2_LINE, RecordSyntax.MARCXCHANGE);
      case DANMARC2_XML -> Stream.of(RecordSyntax.MARCXCHANGE);
      case UNIMARC -> Stream.of(RecordSyntax.UNIMARC, RecordSyntax.UNIMARCXCHANGE);
      case UNIMARC_XML -> Stream.of(RecordSyntax.UNIMARCXCHANGE);
    };
  }

  private Optional<CatalogueRecord> written(
      MarcContent content, CatalogueRecord coming, RecordSyntax syntax) {
    return renderer
        .render(content, coming.format().marc(), syntax)
        .flatMap(bytes -> read(bytes, syntax, coming))
        .filter(record ->
            kept(record.content(), record.format()).equals(kept(content, coming.format())));
  }

  /** What has to be read as it was written: not the codes by which UNIMARC names its characters. */
  private static List<Field> kept(MarcContent content, RecordFormat format) {
    return format.marc() == MarcFormat.UNIMARC
        ? content.fields().stream().filter(field -> !field.tag().equals("100")).toList()
        : content.fields();
  }

  private Optional<CatalogueRecord> read(Bytes bytes, RecordSyntax syntax, CatalogueRecord coming) {
    // It was written just now in UTF-8, whatever the source's own coding.
    var options =
        new RecordReader.Options(
            syntax.format(),
            coming.key().source(),
            true,
            RecordReader.Start.OF_FILE,
            CodingRule.UTF_8);
    var results = reader.read(new ByteArrayInputStream(bytes.toArray()), options);
    return results.hasNext() && results.next() instanceof ReadResult.Accepted accepted
        ? Optional.of(
            new CatalogueRecord(
                coming.key(),
                accepted.record().format(),
                bytes,
                accepted.record().content(),
                accepted.record().brief()))
        : Optional.empty();
  }
}

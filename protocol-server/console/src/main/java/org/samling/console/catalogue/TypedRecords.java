package org.samling.console.catalogue;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordReader;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.catalogue.RecordRenderer;
import org.samling.core.catalogue.RecordSyntax;

/**
 * Makes records of what was typed: writes it and reads it again, as it would be if it came from
 * outside, so that what is kept of a record is what stands in its bytes.
 *
 * @param reader reads it
 * @param renderer writes it
 */
record TypedRecords(RecordReader reader, RecordRenderer renderer) {

  /** What came of it. */
  sealed interface Made {}

  /** A record. */
  record Good(CatalogueRecord record) implements Made {}

  /** None, and why, as a sentence; empty where no form can hold it. */
  record Bad(String reason) implements Made {}

  /**
   * Makes a record.
   *
   * @param content what is in it
   * @param format the form in which it is to be kept; XML where that can't hold it
   * @param source the agency that counts as its maker where it names none
   */
  Made make(MarcContent content, RecordFormat format, String source) {
    for (var syntax : syntaxes(format)) {
      var bytes = renderer.render(content, format.marc(), syntax);
      if (bytes.isPresent()) {
        var options = new RecordReader.Options(syntax.format(), source, false);
        var results = reader.read(new ByteArrayInputStream(bytes.get().toArray()), options);
        return results.hasNext() ? made(results.next()) : new Bad("");
      }
    }
    return new Bad("");
  }

  private static Made made(ReadResult result) {
    return switch (result) {
      case ReadResult.Accepted accepted ->
          accepted.repairs().isEmpty()
              ? new Good(accepted.record())
              : new Bad(String.join(" ", accepted.repairs()));
      case ReadResult.Rejected rejected -> new Bad(rejected.reason());
    };
  }

  private static List<RecordSyntax> syntaxes(RecordFormat format) {
    return switch (format) {
      case MARC21, MARC_IN_JSON -> List.of(RecordSyntax.MARC21, RecordSyntax.MARCXML);
      case MARCXML -> List.of(RecordSyntax.MARCXML);
      case DANMARC2 -> List.of(RecordSyntax.DANMARC2, RecordSyntax.MARCXCHANGE);
      case DANMARC2_LINE -> List.of(RecordSyntax.DANMARC2_LINE, RecordSyntax.MARCXCHANGE);
      case DANMARC2_XML -> List.of(RecordSyntax.MARCXCHANGE);
      case UNIMARC -> List.of();
    };
  }

  /** The form in which new records are kept. */
  static RecordFormat usual(MarcFormat marc) {
    return marc == MarcFormat.DANMARC2 ? RecordFormat.DANMARC2_XML : RecordFormat.MARC21;
  }

  /** The content that a record of which nothing is known begins with. */
  static MarcContent blank() {
    return new MarcContent("00000nam a2200000 i 4500", List.of());
  }

  /** The format of a name in addresses and forms. */
  static Optional<MarcFormat> format(String name) {
    return switch (name) {
      case "", "marc21" -> Optional.of(MarcFormat.MARC21);
      case "danmarc2" -> Optional.of(MarcFormat.DANMARC2);
      default -> Optional.empty();
    };
  }
}

package org.samling.console.catalogue;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordReader;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.catalogue.RecordRenderer;
import org.samling.core.catalogue.RecordSyntax;
import org.samling.core.catalogue.Repair;

/**
 * Makes records from typed fields. Writes each record and parses it again, as if it had come from
 * outside, so that the stored content is what the stored bytes say.
 */
record TypedRecords(RecordReader reader, RecordRenderer renderer) {

  /** The result. */
  sealed interface Result {}

  /** A valid record. */
  record Valid(CatalogueRecord record) implements Result {}

  /** No record; with the reason as a sentence, empty if no format can hold it. */
  record Invalid(String reason) implements Result {}

  /**
   * Makes a record.
   *
   * @param content its fields
   * @param format the format to store it in; XML if that format can't hold it
   * @param source the agency of a record that names none
   */
  Result make(MarcContent content, RecordFormat format, String source) {
    for (var syntax : syntaxes(format)) {
      var bytes = renderer.render(content, format.marc(), syntax);
      if (bytes.isPresent()) {
        var options = new RecordReader.Options(syntax.format(), source, false);
        var results = reader.read(new ByteArrayInputStream(bytes.get().toArray()), options);
        return results.hasNext() ? made(results.next()) : new Invalid("");
      }
    }
    return new Invalid("");
  }

  private static Result made(ReadResult result) {
    return switch (result) {
      case ReadResult.Accepted accepted ->
          accepted.repairs().isEmpty()
              ? new Valid(accepted.record())
              : new Invalid(
                  accepted.repairs().stream()
                      .map(Repair::sentence)
                      .collect(Collectors.joining(" ")));
      case ReadResult.Rejected rejected -> new Invalid(rejected.reason());
    };
  }

  private static List<RecordSyntax> syntaxes(RecordFormat format) {
    return switch (format) {
      case MARC21, MARC_IN_JSON, MARC_MNEMONIC, ALEPH_SEQUENTIAL ->
          List.of(RecordSyntax.MARC21, RecordSyntax.MARCXML);
      case MARCXML -> List.of(RecordSyntax.MARCXML);
      case DANMARC2 -> List.of(RecordSyntax.DANMARC2, RecordSyntax.MARCXCHANGE);
      case DANMARC2_LINE -> List.of(RecordSyntax.DANMARC2_LINE, RecordSyntax.MARCXCHANGE);
      case DANMARC2_XML -> List.of(RecordSyntax.MARCXCHANGE);
      case UNIMARC, UNIMARC_XML -> List.of();
    };
  }

  /** Returns the format in which new records are stored. */
  static RecordFormat defaultFormat(MarcFormat marc) {
    return marc == MarcFormat.DANMARC2 ? RecordFormat.DANMARC2_XML : RecordFormat.MARC21;
  }

  /** Returns the initial content of a blank record. */
  static MarcContent blank() {
    return new MarcContent("00000nam a2200000 i 4500", List.of());
  }

  /** Parses the name of a format in URLs and forms. */
  static Optional<MarcFormat> format(String name) {
    return switch (name) {
      case "", "marc21" -> Optional.of(MarcFormat.MARC21);
      case "danmarc2" -> Optional.of(MarcFormat.DANMARC2);
      default -> Optional.empty();
    };
  }
}

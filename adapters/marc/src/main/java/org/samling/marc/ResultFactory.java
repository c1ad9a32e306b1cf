package org.samling.marc;

import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.CodingChoice;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordReader.Options;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.marc.text.BriefRecords;

/** Makes the results of one file and numbers them. */
final class ResultFactory {

  private final Options options;
  private int ordinal;

  ResultFactory(Options options) {
    this.options = options;
  }

  /**
   * Makes results from a position within the file on.
   *
   * @param before how many records precede it
   */
  ResultFactory(Options options, int before) {
    this.options = options;
    this.ordinal = before;
  }

  /** Takes the number of a record whose result is made later. */
  int number() {
    return ++ordinal;
  }

  /** A record whose coding the file declares, so that it needn't be detected. */
  ReadResult accepted(
      long offset, RecordFormat format, Bytes original, MarcContent content, Repairs repairs) {
    var record = record(format, original, content, repairs);
    return new ReadResult.Accepted(offset, number(), record, repairs.toList(), null);
  }

  /** A record of a format in lines. */
  ReadResult acceptedLines(
      RecordFormat format,
      long offset,
      Bytes original,
      MarcContent content,
      CodingChoice coding,
      Repairs repairs) {
    var record = record(format, original, content, repairs);
    return new ReadResult.Accepted(offset, number(), record, repairs.toList(), coding);
  }

  /** A record of ISO 2709, which has a {@linkplain #number() number} already. */
  ReadResult accepted(
      int number, Iso2709Frames.Frame frame, Iso2709Decoder.Decoded decoded, Repairs repairs) {
    var record = record(decoded.format(), frame.bytes(), decoded.content(), repairs);
    return new ReadResult.Accepted(
        frame.offset(), number, record, repairs.toList(), decoded.coding());
  }

  private CatalogueRecord record(
      RecordFormat format, Bytes original, MarcContent content, Repairs repairs) {
    var key = RecordKeys.of(content, format.marc(), options, repairs);
    var brief = BriefRecords.of(content, format.marc());
    return new CatalogueRecord(key, format, original, content, brief);
  }

  ReadResult rejected(long offset, String reason, Bytes bytes) {
    return new ReadResult.Rejected(offset, number(), reason, bytes);
  }

  /** The rejection of the rest of a file that ends early. */
  ReadResult rest(long offset, String reason, Bytes bytes) {
    return new ReadResult.Rejected(offset, number(), reason, bytes, true);
  }

  /** A rejection that names the file within the archive. */
  static ReadResult within(String file, ReadResult.Rejected rejected) {
    return new ReadResult.Rejected(
        rejected.offset(),
        rejected.ordinal(),
        "In the packed file \"" + file + "\": " + rejected.reason(),
        rejected.bytes(),
        rejected.endsFile());
  }
}

package org.samling.marc;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordReader.ReadResult;

/** Reads the records of an ISO 2709 file. */
final class Iso2709Results implements Results {

  private final Iso2709Frames frames;
  private final Iso2709Decoder decoder = new Iso2709Decoder();
  private final ResultFactory results;
  private final @Nullable RecordFormat format;

  /**
   * Prepares to read.
   *
   * @param format the format of all records, or null to find it out from each
   */
  Iso2709Results(InputStream in, ResultFactory results, @Nullable RecordFormat format) {
    this.frames = new Iso2709Frames(in);
    this.results = results;
    this.format = format;
  }

  @Override
  public @Nullable ReadResult next() throws IOException {
    var frame = frames.next();
    if (frame == null) {
      return null;
    }
    if (frame.defect() != null) {
      return results.rejected(frame.offset(), frame.defect(), frame.bytes());
    }
    var repairs = new Repairs();
    repairs.addAll(frame.repairs());
    try {
      var decoded = decoder.decode(frame.bytes().toArray(), format, repairs);
      return results.accepted(
          frame.offset(), decoded.format(), frame.bytes(), decoded.content(), repairs);
    } catch (MarcFormatException e) {
      return results.rejected(frame.offset(), e.reason(), frame.bytes());
    }
  }
}

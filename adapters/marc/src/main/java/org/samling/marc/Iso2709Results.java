package org.samling.marc;

import java.io.IOException;
import java.io.InputStream;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.catalogue.RecordReader.Undecoded;
import org.samling.marc.text.MarcFormatException;

/** Reads the records of an ISO 2709 file. */
final class Iso2709Results implements Results {

  private final Iso2709Frames frames;
  private final ResultFactory results;
  private final @Nullable RecordFormat format;
  private final FileCoding coding;

  /** Idle decoders, for reuse. */
  private final Queue<Iso2709Decoder> decoders = new ConcurrentLinkedQueue<>();

  /**
   * Makes a reader.
   *
   * @param in the file from its beginning, or from the beginning of a record
   * @param offset where that is
   * @param format the format of all records, or null to detect it for each
   * @param coding what is known about the codings of the file
   */
  Iso2709Results(
      InputStream in,
      long offset,
      ResultFactory results,
      @Nullable RecordFormat format,
      FileCoding coding) {
    this.frames = new Iso2709Frames(in, offset);
    this.results = results;
    this.format = format;
    this.coding = coding;
  }

  @Override
  public @Nullable ReadResult next() throws IOException {
    var record = nextUndecoded();
    return record == null ? null : record.decode();
  }

  @Override
  public @Nullable Undecoded nextUndecoded() throws IOException {
    var frame = frames.next();
    return frame == null ? null : new Framed(frame, results.number());
  }

  private final class Framed implements Undecoded {

    private final Iso2709Frames.Frame frame;
    private final int ordinal;

    Framed(Iso2709Frames.Frame frame, int ordinal) {
      this.frame = frame;
      this.ordinal = ordinal;
    }

    @Override
    public int ordinal() {
      return ordinal;
    }

    @Override
    public int size() {
      return frame.bytes().length();
    }

    @Override
    public ReadResult decode() {
      if (frame.defect() != null) {
        return rejected(frame.defect());
      }
      var repairs = new Repairs();
      repairs.addAll(frame.repairs());
      var idle = decoders.poll();
      var decoder = idle == null ? new Iso2709Decoder(coding) : idle;
      try {
        var decoded = decoder.decode(frame.bytes().toArray(), format, repairs);
        return results.accepted(ordinal, frame, decoded, repairs);
      } catch (MarcFormatException e) {
        return rejected(e.reason());
      } finally {
        decoders.add(decoder);
      }
    }

    private ReadResult rejected(String reason) {
      return new ReadResult.Rejected(
          frame.offset(), ordinal, reason, frame.bytes(), frame.endsFile());
    }
  }
}

package org.samling.core.catalogue;

import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The port that reads bibliographic records from a file. An adapter that knows the formats fills
 * it.
 */
public interface RecordReader {

  /**
   * Reads one record after another; memory does not grow with the file. A record that can't be read
   * becomes {@link ReadResult.Rejected} and the next one is read, wherever the file allows to find
   * it.
   *
   * @param in the file's bytes; the caller closes it
   * @param options what the caller knows of the file
   * @return the results in the order of the file; the iterator throws {@link
   *     java.io.UncheckedIOException} where the file itself can't be read
   */
  Iterator<ReadResult> read(InputStream in, Options options);

  /**
   * Tells records apart as {@link #read} does, and leaves the decoding of each to the caller, who
   * may have it done by several threads. Whatever can't be told apart without being decoded is
   * decoded already.
   *
   * @param in the file's bytes; the caller closes it
   * @param options what the caller knows of the file
   * @return the records in the order of the file
   */
  default Iterator<Undecoded> tellApart(InputStream in, Options options) {
    var results = read(in, options);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return results.hasNext();
      }

      @Override
      public Undecoded next() {
        return Undecoded.decoded(results.next());
      }
    };
  }

  /** A record that was told apart from its neighbours. */
  interface Undecoded {

    /** Which record of the file this is, from 1. */
    int ordinal();

    /** How many bytes it has. */
    int size();

    /** Decodes it; on any thread. */
    ReadResult decode();

    /** One that is decoded already. */
    static Undecoded decoded(ReadResult result) {
      return new Undecoded() {
        @Override
        public int ordinal() {
          return result.ordinal();
        }

        @Override
        public int size() {
          return result.size();
        }

        @Override
        public ReadResult decode() {
          return result;
        }
      };
    }
  }

  /**
   * What the caller knows of a file.
   *
   * @param format the format, or null to find it out from the first bytes
   * @param source the source agency for records that name none, and instead of what they name where
   *     {@code overrideSource} is true
   * @param overrideSource whether {@code source} counts more than what a record says
   * @param start behind which record to begin
   * @param coding how the coding of its characters is settled, or null as is usual for the source
   */
  record Options(
      @Nullable RecordFormat format,
      String source,
      boolean overrideSource,
      Start start,
      @Nullable CodingRule coding) {

    /** The options for a whole file. */
    public Options(@Nullable RecordFormat format, String source, boolean overrideSource) {
      this(format, source, overrideSource, Start.OF_FILE, null);
    }
  }

  /**
   * The last record that is passed over, with all before it. Where the format allows, the file is
   * read from there only.
   *
   * @param ordinal which record of the file it is, from 1; 0 for none
   * @param offset where it begins, as {@link ReadResult#offset} said
   */
  record Start(int ordinal, long offset) {

    /** Nothing is passed over. */
    public static final Start OF_FILE = new Start(0, 0);
  }

  /** What came of one record. */
  sealed interface ReadResult {

    /** Where the record begins, in bytes from the start of the (uncompressed) file. */
    long offset();

    /** Which record of the file this is, from 1. */
    int ordinal();

    /** How many bytes it has. */
    default int size() {
      return switch (this) {
        case Accepted accepted -> accepted.record().original().length();
        case Rejected rejected -> rejected.bytes().length();
      };
    }

    /**
     * A record that was read.
     *
     * @param offset where it begins
     * @param ordinal which record of the file it is, from 1
     * @param repairs what was put right to read it, as sentences; empty for a sound record
     * @param coding in which coding its texts were read, and why; null where the file names it, as
     *     XML and JSON do
     */
    record Accepted(
        long offset,
        int ordinal,
        CatalogueRecord record,
        List<String> repairs,
        @Nullable CodingChoice coding)
        implements ReadResult {

      /** Copies the repairs. */
      public Accepted {
        repairs = List.copyOf(repairs);
      }
    }

    /**
     * A record that could not be read.
     *
     * @param offset where it begins
     * @param ordinal which record of the file it is, from 1
     * @param reason what is wrong with it, as a sentence for a cataloguer
     * @param bytes its bytes as far as they could be told apart from the next record's
     * @param endsFile whether the file ends early with it: it breaks off within this record, or
     *     can't be read behind it
     */
    record Rejected(long offset, int ordinal, String reason, Bytes bytes, boolean endsFile)
        implements ReadResult {

      /** One behind which the file goes on. */
      public Rejected(long offset, int ordinal, String reason, Bytes bytes) {
        this(offset, ordinal, reason, bytes, false);
      }
    }
  }
}

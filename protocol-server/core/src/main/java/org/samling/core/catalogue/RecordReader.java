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
   * becomes {@link ReadResult.Rejected} and the next one is read, if it can be found in the file.
   *
   * @param in the file's bytes; the caller closes it
   * @param options what the caller knows about the file
   * @return the results in the order of the file; the iterator throws {@link
   *     java.io.UncheckedIOException} where the file itself can't be read
   */
  Iterator<ReadResult> read(InputStream in, Options options);

  /**
   * Splits the file into records as {@link #read} does, and leaves the decoding of each to the
   * caller, who may use several threads for it. Records of formats that can't be split without
   * decoding are decoded already.
   *
   * @param in the file's bytes; the caller closes it
   * @param options what the caller knows about the file
   * @return the records in the order of the file
   */
  default Iterator<Undecoded> split(InputStream in, Options options) {
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

  /** A record that was split off from the file. */
  interface Undecoded {

    /** Its number in the file, from 1. */
    int ordinal();

    /** Its size in bytes. */
    int size();

    /** Decodes it. May be called on any thread. */
    ReadResult decode();

    /** A record that is decoded already. */
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
   * What the caller knows about a file.
   *
   * @param format the format, or null to detect it from the first bytes
   * @param source the source agency of records that name none; of all records where {@code
   *     overrideSource} is true
   * @param overrideSource whether {@code source} overrides the agency that a record names
   * @param start the record after which to begin
   * @param coding how the character coding is determined, or null for the source's usual way
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
   * The last record to skip, with all before it. Where the format allows, the file is read from
   * there only.
   *
   * @param ordinal its number in the file, from 1; 0 for none
   * @param offset where it begins, as {@link ReadResult#offset} returned it
   */
  record Start(int ordinal, long offset) {

    /** The start of the file: nothing is skipped. */
    public static final Start OF_FILE = new Start(0, 0);
  }

  /** The result of reading one record. */
  sealed interface ReadResult {

    /** Where the record begins, in bytes from the start of the (uncompressed) file. */
    long offset();

    /** Its number in the file, from 1. */
    int ordinal();

    /** Its size in bytes. */
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
     * @param ordinal its number in the file, from 1
     * @param repairs what was repaired to read it; empty for a sound record
     * @param coding the coding in which its texts were read, and why; null where the format itself
     *     fixes it, as XML and JSON do
     */
    record Accepted(
        long offset,
        int ordinal,
        CatalogueRecord record,
        List<Repair> repairs,
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
     * @param ordinal its number in the file, from 1
     * @param reason what is wrong with it, as a sentence for a cataloguer
     * @param bytes its bytes, as far as its end could be found
     * @param endsFile whether reading ends with it: the file breaks off within this record, or
     *     can't be read after it
     */
    record Rejected(long offset, int ordinal, String reason, Bytes bytes, boolean endsFile)
        implements ReadResult {

      /** A rejected record after which the file can be read on. */
      public Rejected(long offset, int ordinal, String reason, Bytes bytes) {
        this(offset, ordinal, reason, bytes, false);
      }
    }
  }
}

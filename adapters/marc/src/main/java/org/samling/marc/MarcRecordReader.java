package org.samling.marc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.CodingRule;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.RecordReader;

/**
 * Reads MARC 21 in ISO 2709 (UTF-8 and MARC-8), MARCXML, marcXchange, JSON, MarcEdit's mnemonic
 * format and Aleph sequential; danMARC2 in ISO 2709, in lines and in marcXchange; and UNIMARC in
 * ISO 2709. Files may be compressed with gzip or zip.
 *
 * <p>Reads records of every kind: bibliographic, authority, holdings and the rest. A record may
 * have 16 MiB and 50,000 fields.
 *
 * <p>Texts are kept as in the record, except that MARC-8 becomes composed Unicode (NFC). The leader
 * is kept unchanged, so its position 09 may still declare MARC-8.
 *
 * <p>Safe for use by several threads; each iterator belongs to one.
 */
public final class MarcRecordReader implements RecordReader {

  private final Map<String, CodingRule> codings;

  /** Makes a reader that detects the coding of the records of every source. */
  public MarcRecordReader() {
    this(Map.of());
  }

  /**
   * Makes a reader with fixed coding rules for some sources.
   *
   * @param codings the rules, by the source in the {@link Options}
   */
  public MarcRecordReader(Map<String, CodingRule> codings) {
    this.codings = Map.copyOf(codings);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the source in the options is not a valid record source
   */
  @Override
  public Iterator<ReadResult> read(InputStream in, Options options) {
    var records = split(in, options);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return records.hasNext();
      }

      @Override
      public ReadResult next() {
        return records.next().decode();
      }
    };
  }

  @Override
  public Iterator<Undecoded> split(InputStream in, Options options) {
    var checked = new RecordKey(options.source(), "1");
    return new RecordIterator(
        in,
        new Options(
            options.format(),
            checked.source(),
            options.overrideSource(),
            options.start(),
            options.coding() == null ? codings.get(checked.source()) : options.coding()));
  }

  /** Opens the file on the first call, so that its errors come from the iterator. */
  private static final class RecordIterator implements Iterator<Undecoded> {

    private final InputStream in;
    private final Options options;
    private @Nullable Results results;
    private @Nullable Undecoded next;
    private boolean atEnd;

    RecordIterator(InputStream in, Options options) {
      this.in = in;
      this.options = options;
    }

    @Override
    public boolean hasNext() {
      if (next == null && !atEnd) {
        try {
          if (results == null) {
            results = FileStart.open(in, options);
          }
          do {
            next = results.nextUndecoded();
          } while (next != null && next.ordinal() <= options.start().ordinal());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        atEnd = next == null;
      }
      return next != null;
    }

    @Override
    public Undecoded next() {
      if (!hasNext() || next == null) {
        throw new NoSuchElementException("the file has no more records");
      }
      var result = next;
      next = null;
      return result;
    }
  }
}

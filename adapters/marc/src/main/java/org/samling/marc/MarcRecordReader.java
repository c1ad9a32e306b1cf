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
 * Reads MARC 21 in ISO 2709 (UTF-8 and MARC-8), MARCXML, marcXchange and JSON, danMARC2 in ISO
 * 2709, in lines and in marcXchange, and UNIMARC in ISO 2709, also packed with gzip or zip.
 *
 * <p>Records of every kind are read: bibliographic, authority, holdings and the rest. A record may
 * have 16 MiB and 50,000 fields.
 *
 * <p>Texts are kept as the record has them, except that MARC-8 becomes composed Unicode (NFC). The
 * content's leader is the record's own, so its position 09 may still say MARC-8.
 *
 * <p>Safe for use by several threads; each iterator belongs to one.
 */
public final class MarcRecordReader implements RecordReader {

  private final Map<String, CodingRule> codings;

  /** Makes a reader that finds out the coding of every source's records. */
  public MarcRecordReader() {
    this(Map.of());
  }

  /**
   * Makes a reader that knows of some sources how their coding is settled.
   *
   * @param codings the rules by the source of the {@link Options}
   */
  public MarcRecordReader(Map<String, CodingRule> codings) {
    this.codings = Map.copyOf(codings);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException when the source of the options can't be a record's source
   */
  @Override
  public Iterator<ReadResult> read(InputStream in, Options options) {
    var records = tellApart(in, options);
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
  public Iterator<Undecoded> tellApart(InputStream in, Options options) {
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

  /** Opens the file with the first question, so that its faults come out of the iterator. */
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
            next = results.tellApart();
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

package org.samling.search.fields;

import java.io.IOException;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FilterLeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;

/** A number that every document of a segment has; read in ascending order of documents. */
public final class SegmentValues {

  private final LeafReaderContext leaf;
  private final String field;
  private final NumericDocValues values;

  public SegmentValues(LeafReaderContext leaf, String field) throws IOException {
    this.leaf = leaf;
    this.field = field;
    // The caller that reads a value for each hit checks the time itself.
    this.values = DocValues.getNumeric(FilterLeafReader.unwrap(leaf.reader()), field);
  }

  /** The number of a document, which must not precede one already asked for. */
  public long at(int document) throws IOException {
    if (!values.advanceExact(document)) {
      throw new CorruptIndexException("document " + document + " has no " + field, leaf.toString());
    }
    return values.longValue();
  }
}

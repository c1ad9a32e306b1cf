package org.samling.search;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FilterLeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.search.fields.IndexFields;
import org.samling.search.fields.Value;
import org.samling.search.fields.Words;

/** Words as records write them; the index has them folded, without accents and with aa for å. */
final class WrittenWords {

  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{M}\\p{N}'’+#]+");

  private WrittenWords() {}

  /**
   * A word as a record writes it, in lower case.
   *
   * @param document the record's document in the segment
   * @param word the folded word; returned where the record writes it in no way that can be told
   */
  static String of(LeafReaderContext leaf, int document, String word) throws IOException {
    var contents = DocValues.getBinary(FilterLeafReader.unwrap(leaf.reader()), IndexFields.CONTENT);
    if (!contents.advanceExact(document)) {
      return word;
    }
    var folded = List.of(word);
    return StoredContent.read(contents.binaryValue()).content().content().fields().stream()
        .filter(DataField.class::isInstance)
        .flatMap(field -> ((DataField) field).subfields().stream())
        .flatMap(subfield -> BETWEEN.splitAsStream(Value.shown(subfield.value())))
        .filter(written -> Words.of(written).equals(folded))
        .map(written -> written.toLowerCase(Locale.ROOT))
        .findFirst()
        .orElse(word);
  }
}

package org.samling.search.fields;

import java.util.Collection;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.document.Field;
import org.apache.lucene.index.IndexableFieldType;
import org.jspecify.annotations.Nullable;

/**
 * The words of a field's values. The stream that passes them to Lucene is made by the thread that
 * adds the document, and used again for its next one.
 */
public final class WordsField extends Field {

  private final Collection<Value> values;

  public WordsField(String name, Collection<Value> values, IndexableFieldType type) {
    super(name, type);
    this.values = values;
  }

  /** {@code former} is what this returned for the same field of an earlier document, or null. */
  @Override
  public TokenStream tokenStream(@Nullable Analyzer analyzer, @Nullable TokenStream former) {
    return (former instanceof ValueTokens known ? known : new ValueTokens()).of(values);
  }
}

package org.samling.search.fields;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/**
 * Passes the words of a field's values to Lucene. Each value begins at a multiple of {@link
 * #STRIDE}, with at least one empty position between two values: no phrase crosses from one into
 * the next, and positions show which words are in the same value. A longer value counts as several.
 */
public final class ValueTokens extends TokenStream {

  /** How many positions a value has; more than the longest distance in a query. */
  public static final int STRIDE = 1_024;

  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
  private final PositionIncrementAttribute step = addAttribute(PositionIncrementAttribute.class);

  private final Iterator<Value> values;
  private Value value;
  private int place;
  private Iterator<String> tokens;
  private int last = -2;
  private int next;

  public ValueTokens(Collection<Value> values) {
    this.values = values.iterator();
    this.value = Value.of(List.of());
    this.tokens = List.<String>of().iterator();
  }

  @Override
  public boolean incrementToken() {
    while (!tokens.hasNext()) {
      if (place < value.words().size()) {
        tokens = value.tokensAt(place).iterator();
        place++;
        next++;
      } else if (values.hasNext()) {
        value = values.next();
        place = 0;
        next = Math.ceilDiv(last + 2, STRIDE) * STRIDE - 1;
      } else {
        return false;
      }
    }
    clearAttributes();
    term.append(tokens.next());
    step.setPositionIncrement(next - Math.max(last, -1));
    last = next;
    return true;
  }
}

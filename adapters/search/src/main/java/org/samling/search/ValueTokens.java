package org.samling.search;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/**
 * Gives the words of a field's values to Lucene. Between two values one place is left empty, so
 * that no phrase reaches from one into the next.
 */
final class ValueTokens extends TokenStream {

  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
  private final PositionIncrementAttribute step = addAttribute(PositionIncrementAttribute.class);

  private final Iterator<Value> values;
  private Value value;
  private int place;
  private Iterator<String> tokens;
  private int steps;

  ValueTokens(Collection<Value> values) {
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
        steps++;
      } else if (values.hasNext()) {
        value = values.next();
        place = 0;
        steps++;
      } else {
        return false;
      }
    }
    clearAttributes();
    term.append(tokens.next());
    step.setPositionIncrement(steps);
    steps = 0;
    return true;
  }
}

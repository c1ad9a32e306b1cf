package org.samling.search.fields;

import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.AttributeFactory;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.UnicodeUtil;

/**
 * Passes the words of a field's values to Lucene. Each value begins at a multiple of {@link
 * #STRIDE}, with at least one empty position between two values: no phrase crosses from one into
 * the next, and positions show which words are in the same value. A longer value counts as several.
 *
 * <p>At the position of a word are the word and, if it is the first or last one of its value, also
 * the marked word. No word contains these marks, so a plain word is never mistaken for a marked
 * one, and whatever matches a marked word also matches the plain one.
 */
public final class ValueTokens extends TokenStream {

  /** How many positions a value has; more than the longest distance in a query. */
  public static final int STRIDE = 1_024;

  /** The forms of a word: bits for its marks. */
  private static final int MARKED_FIRST = 1;

  private static final int MARKED_LAST = 2;
  private static final int FORMS = 4;

  private static final int SHORT_WORD = 32;

  private final BytesTermAttribute term = addAttribute(BytesTermAttribute.class);
  private final PositionIncrementAttribute step = addAttribute(PositionIncrementAttribute.class);

  /** The current token, which is a part of {@link #marked}. */
  private final BytesRef token = new BytesRef();

  /** The current word in UTF-8, between both marks. */
  private byte[] marked = new byte[SHORT_WORD];

  private int end;
  private boolean isFirst;
  private boolean isLast;

  /** The form of the current word that was passed on last. */
  private int form = FORMS;

  private Iterator<Value> values = Collections.emptyIterator();
  private Value value = Value.of(List.of());
  private int place;
  private int last;
  private int next;

  /** A stream without values. */
  ValueTokens() {
    super(AttributeFactory.DEFAULT_ATTRIBUTE_FACTORY);
    marked[0] = (byte) Value.START.charAt(0);
  }

  /** Begins anew with other values. */
  ValueTokens of(Collection<Value> others) {
    values = others.iterator();
    value = Value.of(List.of());
    place = 0;
    form = FORMS;
    last = -2;
    next = 0;
    return this;
  }

  @Override
  public boolean incrementToken() {
    do {
      form++;
      if (form >= FORMS && !nextWord()) {
        return false;
      }
    } while (!hasForm());
    var from = (form & MARKED_FIRST) == 0 ? 1 : 0;
    token.bytes = marked;
    token.offset = from;
    token.length = ((form & MARKED_LAST) == 0 ? end : end + 1) - from;
    term.setBytesRef(token);
    step.setPositionIncrement(next - Math.max(last, -1));
    last = next;
    return true;
  }

  private boolean hasForm() {
    return (isFirst || (form & MARKED_FIRST) == 0) && (isLast || (form & MARKED_LAST) == 0);
  }

  /** Goes on to the plain form of the next word. */
  private boolean nextWord() {
    while (place == value.words().size()) {
      if (!values.hasNext()) {
        return false;
      }
      value = values.next();
      place = 0;
      next = Math.ceilDiv(last + 2, STRIDE) * STRIDE - 1;
    }
    var word = value.words().get(place);
    marked = ArrayUtil.grow(marked, UnicodeUtil.maxUTF8Length(word.length()) + 2);
    end = UnicodeUtil.UTF16toUTF8(word, 0, word.length(), marked, 1);
    marked[end] = (byte) Value.END.charAt(0);
    isFirst = place == 0 || place == value.article();
    isLast = place == value.words().size() - 1;
    form = 0;
    place++;
    next++;
    return true;
  }
}

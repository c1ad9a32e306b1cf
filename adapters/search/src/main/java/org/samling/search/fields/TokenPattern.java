package org.samling.search.fields;

import static org.samling.core.search.Query.ANY_CHARACTERS;
import static org.samling.core.search.Query.ONE_CHARACTER;

import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.AutomatonQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.CompiledAutomaton;
import org.apache.lucene.util.automaton.Operations;
import org.apache.lucene.util.automaton.TooComplexToDeterminizeException;
import org.apache.lucene.util.automaton.UTF32ToUTF8;
import org.samling.core.search.SearchException;

/**
 * A pattern for a word or an identifier of the index.
 *
 * @param text the text searched for; {@linkplain Masks masks} in it stand for other characters
 * @param first whether it must be the first word of a value
 * @param last whether it must be the last word of a value
 * @param openLeft whether anything may come before it
 * @param openRight whether anything may come after it
 */
public record TokenPattern(
    String text, boolean first, boolean last, boolean openLeft, boolean openRight) {

  /** More than the longest text can need, even if repetitive and open on both sides. */
  public static final int LARGEST_AUTOMATON = 10_000_000;

  /**
   * The limit for texts with masks: each character mask after an open mask doubles the automaton.
   */
  private static final int LARGEST_MASKED_AUTOMATON = 10_000;

  private static final Automaton ONE = one();

  private static final byte START = (byte) Value.START.charAt(0);
  private static final byte END = (byte) Value.END.charAt(0);

  /** A token at any position. */
  public static TokenPattern anywhere(String text, boolean openLeft, boolean openRight) {
    return new TokenPattern(text, false, false, openLeft, openRight);
  }

  public boolean isOpen() {
    return openLeft || openRight || Masks.has(text);
  }

  /** Whether its words are looked up by what they end with or contain. */
  public boolean isFoundByEnd() {
    return openLeft && !Masks.has(text);
  }

  /** The text as it was searched for. */
  public String pattern() {
    return text.replace(Masks.ANY, ANY_CHARACTERS).replace(Masks.ONE, ONE_CHARACTER);
  }

  /** The query for records with such a token in a field. */
  public Query query(String field) {
    var term = term(field);
    return isOpen() ? new AutomatonQuery(term, automaton(), true) : new TermQuery(term);
  }

  /** The single token of a pattern that is not open. */
  public Term term(String field) {
    return new Term(field, (first ? Value.START : "") + text + (last ? Value.END : ""));
  }

  /** The token of a matching word, marked as the pattern requires. */
  public BytesRef token(BytesRef word) {
    return first || last
        ? new BytesRef((first ? Value.START : "") + word.utf8ToString() + (last ? Value.END : ""))
        : word;
  }

  /** All possible tokens. */
  public CompiledAutomaton compiled() {
    return new CompiledAutomaton(automaton(), false, true, true);
  }

  /**
   * Whether a matching token is marked as first or last only as the pattern requires. Other
   * matching tokens share a position with such a one, and can be ignored.
   */
  public boolean hasSameMarks(BytesRef token) {
    return (token.bytes[token.offset] == START) == first
        && (token.bytes[token.offset + token.length - 1] == END) == last;
  }

  /** Works on bytes: UTF-8 is self-synchronising. */
  private Automaton automaton() {
    var parts = new ArrayList<Automaton>();
    if (first) {
      parts.add(bytes(Value.START));
    }
    if (openLeft) {
      parts.add(Automata.makeAnyBinary());
    }
    addText(parts);
    if (openRight) {
      parts.add(Automata.makeAnyBinary());
    }
    if (last) {
      parts.add(bytes(Value.END));
    }
    try {
      return Operations.determinize(
          Operations.concatenate(List.copyOf(parts)),
          Masks.has(text) ? LARGEST_MASKED_AUTOMATON : LARGEST_AUTOMATON);
    } catch (TooComplexToDeterminizeException e) {
      throw new SearchException(
          SearchException.Kind.TOO_COSTLY,
          "\"%s\" matches too many words; use fewer masks after a %s"
              .formatted(pattern(), ANY_CHARACTERS),
          e);
    }
  }

  private void addText(List<Automaton> parts) {
    var from = 0;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == Masks.ANY || c == Masks.ONE) {
        parts.add(bytes(text.substring(from, i)));
        parts.add(c == Masks.ANY ? Automata.makeAnyBinary() : ONE);
        from = i + 1;
      }
    }
    parts.add(bytes(text.substring(from)));
  }

  /** One character, except the marks of the first and the last word. */
  private static Automaton one() {
    var start = Value.START.codePointAt(0);
    var end = Value.END.codePointAt(0);
    var unmarked =
        Operations.union(
            List.of(
                Automata.makeCharRange(0, end - 1),
                Automata.makeCharRange(end + 1, start - 1),
                Automata.makeCharRange(start + 1, Character.MAX_CODE_POINT)));
    return new UTF32ToUTF8().convert(Operations.determinize(unmarked, LARGEST_AUTOMATON));
  }

  private static Automaton bytes(String text) {
    return Automata.makeBinary(new BytesRef(text));
  }
}

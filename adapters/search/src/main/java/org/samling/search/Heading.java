package org.samling.search;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.AutomatonQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Operations;
import org.samling.core.search.SearchField;
import org.samling.search.fields.Filing;
import org.samling.search.fields.IndexFields;
import org.samling.search.fields.TokenPattern;

/**
 * A term of the index that is listed in scans: a filing key, then a mark that files before
 * everything, then the display form. A term without the mark is displayed as it is searched.
 *
 * <p>A document has a key at most once, so the terms of a key have different documents.
 */
final class Heading {

  private static final byte MARK = 0;
  private static final String WRITTEN_MARK = "\0";

  private Heading() {}

  /** The term for a value. */
  static BytesRef term(String key, String display) {
    return new BytesRef(key + WRITTEN_MARK + display);
  }

  /** Finds documents with any of these keys among the listed terms of a field. */
  static Query query(SearchField field, SortedSet<BytesRef> keys) {
    var marked = new ArrayList<BytesRef>(keys.size());
    for (var key : keys) {
      var bytes = new byte[key.length + 1];
      System.arraycopy(key.bytes, key.offset, bytes, 0, key.length);
      bytes[key.length] = MARK;
      marked.add(new BytesRef(bytes));
    }
    var terms =
        Operations.concatenate(
            List.of(Automata.makeBinaryStringUnion(marked), Automata.makeAnyBinary()));
    return new AutomatonQuery(
        new Term(IndexFields.listedName(field)),
        Operations.determinize(terms, TokenPattern.LARGEST_AUTOMATON),
        true);
  }

  /** The length of a term's key, in bytes. */
  static int keyLength(BytesRef term) {
    for (var i = 0; i < term.length; i++) {
      if (term.bytes[term.offset + i] == MARK) {
        return i;
      }
    }
    return term.length;
  }

  /** A term's key. */
  static BytesRef key(BytesRef term) {
    return new BytesRef(term.bytes, term.offset, keyLength(term));
  }

  /** Whether a term has a key. */
  static boolean has(BytesRef term, BytesRef key) {
    return keyLength(term) == key.length
        && Arrays.equals(
            term.bytes,
            term.offset,
            term.offset + key.length,
            key.bytes,
            key.offset,
            key.offset + key.length);
  }

  /** A key as it is searched. */
  static String words(BytesRef key) {
    return Filing.words(text(key, 0, key.length));
  }

  /** The display form of a term. */
  static String display(BytesRef term) {
    var length = keyLength(term);
    return length == term.length
        ? Filing.words(text(term, 0, length))
        : text(term, length + 1, term.length);
  }

  private static String text(BytesRef term, int from, int to) {
    return new String(term.bytes, term.offset + from, to - from, StandardCharsets.UTF_8);
  }
}

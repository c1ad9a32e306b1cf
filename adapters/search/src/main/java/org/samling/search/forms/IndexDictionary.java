package org.samling.search.forms;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.CompiledAutomaton;
import org.samling.core.search.SearchField;
import org.samling.search.fields.IndexFields;
import org.samling.search.fields.WordList;

/** The words of all records of an index, whatever tenant's; it tells nobody whose they are. */
public final class IndexDictionary implements Dictionary {

  private static final String FIELD = IndexFields.name(SearchField.ANY);

  private final IndexReader reader;
  private final WordLists lists;
  private final Map<String, Integer> frequencies = new HashMap<>();

  /** The words of a field of a segment, marked as first and last or not. */
  @FunctionalInterface
  public interface WordLists {
    WordList of(LeafReader segment, String field, boolean isOfWords) throws IOException;
  }

  public IndexDictionary(IndexReader reader, WordLists lists) {
    this.reader = reader;
    this.lists = lists;
  }

  @Override
  public int frequency(String word) throws IOException {
    var known = frequencies.get(word);
    if (known == null) {
      known = reader.docFreq(new Term(FIELD, word));
      frequencies.put(word, known);
    }
    return known;
  }

  @Override
  public List<String> containing(String part) throws IOException {
    var found = new LinkedHashSet<String>();
    var wanted = new BytesRef(part);
    for (var leaf : reader.leaves()) {
      lists
          .of(leaf.reader(), FIELD, true)
          .containing(wanted)
          .forEach(word -> found.add(word.utf8ToString()));
    }
    return List.copyOf(found);
  }

  @Override
  public List<String> accepted(CompiledAutomaton automaton, int most) throws IOException {
    var found = new ArrayList<String>();
    var terms = MultiTerms.getTerms(reader, FIELD);
    if (terms != null) {
      var words = automaton.getTermsEnum(terms);
      for (var word = words.next(); word != null && found.size() < most; word = words.next()) {
        found.add(word.utf8ToString());
      }
    }
    return found;
  }
}

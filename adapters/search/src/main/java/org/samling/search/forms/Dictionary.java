package org.samling.search.forms;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.util.automaton.CompiledAutomaton;

/** The folded words that records have. */
public interface Dictionary {

  /** In how many records a word is; 0 if there is no such word. */
  int frequency(String word) throws IOException;

  /** The words with something in them, anywhere. */
  List<String> containing(String part) throws IOException;

  /**
   * Words that an automaton accepts.
   *
   * @param most how many at most
   */
  List<String> accepted(CompiledAutomaton automaton, int most) throws IOException;
}

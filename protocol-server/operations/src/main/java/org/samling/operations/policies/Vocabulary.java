package org.samling.operations.policies;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.policy.Term;

/** The names of which policy rules are made. */
final class Vocabulary {

  private Vocabulary() {}

  /** What rules ask about. */
  static final class Subjects implements Supplier<Map<String, String>> {
    @Override
    public Map<String, String> get() {
      var names = new LinkedHashMap<String, String>();
      Arrays.stream(Subject.values()).forEach(subject -> names.put(subject.word(), ""));
      return names;
    }
  }

  /** What rules set. */
  static final class Terms implements Supplier<Map<String, String>> {
    @Override
    public Map<String, String> get() {
      var names = new LinkedHashMap<String, String>();
      for (var term : Term.ALL) {
        names.put(term.name(), "%s It is %s.".formatted(term.meaning(), term.words()));
      }
      return names;
    }
  }
}

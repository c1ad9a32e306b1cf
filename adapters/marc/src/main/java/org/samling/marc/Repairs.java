package org.samling.marc;

import java.util.ArrayList;
import java.util.List;

/**
 * The repairs made to one record, as sentences. After {@value #MAX_NAMED} the rest are only
 * counted, so that one faulty record does not fill a report.
 */
final class Repairs {

  private static final int MAX_NAMED = 20;

  private final List<String> named = new ArrayList<>();
  private int unnamed;

  void add(String sentence) {
    if (named.contains(sentence)) {
      return;
    }
    if (named.size() < MAX_NAMED) {
      named.add(sentence);
    } else {
      unnamed++;
    }
  }

  void addAll(List<String> sentences) {
    sentences.forEach(this::add);
  }

  List<String> toList() {
    if (unnamed == 0) {
      return List.copyOf(named);
    }
    var all = new ArrayList<>(named);
    all.add("And " + unnamed + " more of the kind.");
    return List.copyOf(all);
  }
}

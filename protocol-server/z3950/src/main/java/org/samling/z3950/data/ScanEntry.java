package org.samling.z3950.data;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.data.RpnStructure.AttributesPlusTerm;

/** One place in a list of terms (Z39.50-2003, Entry). */
public sealed interface ScanEntry {

  /**
   * A term.
   *
   * @param term the term as a search takes it
   * @param displayTerm the term for people, or null where that is the same
   * @param suggestedAttributes attributes to search it with; none where nothing is suggested
   * @param alternativeTerm terms to search instead of it or beside it
   * @param globalOccurrences how many records have it, or null
   */
  record TermInfo(
      Term term,
      @Nullable String displayTerm,
      List<AttributeElement> suggestedAttributes,
      List<AttributesPlusTerm> alternativeTerm,
      @Nullable Long globalOccurrences)
      implements ScanEntry {

    /** Copies the lists. */
    public TermInfo {
      suggestedAttributes = List.copyOf(suggestedAttributes);
      alternativeTerm = List.copyOf(alternativeTerm);
    }
  }

  /** Why the term is not there. */
  record SurrogateDiagnostic(DiagRec diagnostic) implements ScanEntry {}
}

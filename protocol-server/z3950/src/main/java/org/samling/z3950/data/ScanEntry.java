package org.samling.z3950.data;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.data.RpnStructure.AttributesPlusTerm;

/** One entry of a list of terms (Z39.50-2003, Entry). */
public sealed interface ScanEntry {

  /**
   * A term.
   *
   * @param term the term in the form used for searching
   * @param displayTerm the term in its display form, or null if that is the same
   * @param suggestedAttributes suggested attributes for searching it; may be empty
   * @param alternativeTerm terms to search instead of or in addition to it
   * @param globalOccurrences the number of records with it, or null
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

  /** The reason why the term is missing. */
  record SurrogateDiagnostic(DiagRec diagnostic) implements ScanEntry {}
}

package org.samling.console.catalogue;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.Diagnostic;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.imports.ImportRules;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.Query;

/** Other libraries' catalogues, from which records are taken. */
public interface OtherCatalogues {

  /** The names of those that the configuration has. */
  List<String> targets();

  /**
   * Asks catalogues, all at once, each as long as it may take.
   *
   * @param targets their names
   * @param query for what
   * @param number how many records of each are wanted at most
   * @return what each answered, in the order of the names
   */
  List<Answer> search(List<String> targets, Query query, int number);

  /**
   * One record of one catalogue, which is asked again.
   *
   * @param position the record's position among what was found, from 1
   * @return nothing where it is not there any more, or can't be read
   */
  Optional<CatalogueRecord> record(String target, Query query, int position);

  /**
   * Takes a record over, as a file with this record would be imported.
   *
   * @param record a record that a catalogue gave
   * @param target that catalogue
   * @param owner the tenant to whom it will belong
   * @param member who asks, by the name to sign in with
   * @param rules by what it is known again, and what becomes of one that is there
   */
  Taken take(
      CatalogueRecord record, String target, TenantId owner, String member, ImportRules rules);

  /**
   * What a catalogue answered.
   *
   * @param target its name
   * @param count how many records it found
   * @param hits some of them
   * @param fault why it did not answer, as a sentence, or null
   * @param diagnostic the same, where it is one that a standard numbers, or null
   */
  record Answer(
      String target,
      long count,
      List<Hit> hits,
      @Nullable String fault,
      @Nullable Diagnostic diagnostic) {

    /** Copies the list. */
    public Answer {
      hits = List.copyOf(hits);
    }
  }

  /**
   * A record that a catalogue gave.
   *
   * @param position its position, from 1
   * @param record the record, or null where it can't be read
   * @param fault why not, as a sentence; empty for a record
   */
  record Hit(int position, @Nullable CatalogueRecord record, String fault) {}

  /** What came of taking a record over. */
  sealed interface Taken {

    /**
     * It is here.
     *
     * @param key what it is known by
     * @param what what became of it
     */
    record Here(RecordKey key, What what) implements Taken {}

    /**
     * It is not.
     *
     * @param reason why, as a sentence
     */
    record Rejected(String reason) implements Taken {}
  }

  /** What became of a record that was taken over. */
  enum What {
    /** It was new. */
    ADDED,
    /** It stands in the place of one that was there. */
    CHANGED,
    /** One that was there stayed. */
    UNCHANGED
  }
}

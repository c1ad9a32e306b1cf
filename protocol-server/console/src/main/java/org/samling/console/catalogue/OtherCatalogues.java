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

/** Other libraries' catalogues, as a source of records. */
public interface OtherCatalogues {

  /** Returns the names of the configured catalogues. */
  List<String> targets();

  /**
   * Searches catalogues in parallel, each up to its own time-out.
   *
   * @param targets the names of the catalogues
   * @param number the maximum number of records from each
   * @return the answers, in the order of the names
   */
  List<Answer> search(List<String> targets, Query query, int number);

  /**
   * Fetches one record from a catalogue by repeating the search.
   *
   * @param position the position of the record among the hits, from 1
   * @return empty if it is no longer there or can't be parsed
   */
  Optional<CatalogueRecord> record(String target, Query query, int position);

  /**
   * Copies a record to the tenant's catalogue, as an import of it would.
   *
   * @param record a record returned by a catalogue
   * @param target the catalogue it came from
   * @param owner the tenant that will own it
   * @param member the sign-in name of the member of staff
   * @param rules match rules, and what happens to an existing record
   */
  CopyResult copy(
      CatalogueRecord record, String target, TenantId owner, String member, ImportRules rules);

  /**
   * The answer of a catalogue.
   *
   * @param target the name of the catalogue
   * @param count the number of records found
   * @param hits the hits on this page
   * @param fault why it did not answer, as a sentence, or null
   * @param diagnostic the same as a standard diagnostic, if it is one, or null
   */
  record Answer(
      String target,
      long count,
      List<Hit> hits,
      @Nullable String fault,
      @Nullable Diagnostic diagnostic) {

    /** An answer without a diagnostic of the catalogue. */
    public Answer(String target, long count, List<Hit> hits, @Nullable String fault) {
      this(target, count, hits, fault, null);
    }

    /** Copies the list. */
    public Answer {
      hits = List.copyOf(hits);
    }
  }

  /**
   * A record returned by a catalogue.
   *
   * @param position its position among the hits, from 1
   * @param record the record, or null if it can't be parsed
   * @param fault why it can't be parsed, as a sentence; empty if it can
   */
  record Hit(int position, @Nullable CatalogueRecord record, String fault) {}

  /** The result of copying a record. */
  sealed interface CopyResult {

    /**
     * The record was copied.
     *
     * @param what what happened to it
     */
    record Here(RecordKey key, CopyEffect what) implements CopyResult {}

    /**
     * The record was not copied.
     *
     * @param reason why, as a sentence
     */
    record Rejected(String reason) implements CopyResult {}
  }

  /** What happened to a copied record. */
  enum CopyEffect {
    /** It was added. */
    ADDED,
    /** It replaced an existing record. */
    CHANGED,
    /** An existing record was kept. */
    UNCHANGED
  }
}

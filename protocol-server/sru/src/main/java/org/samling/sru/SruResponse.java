package org.samling.sru;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.cql.CqlQuery;

/** A response. Each may have diagnostics in addition to its content, or diagnostics only. */
public sealed interface SruResponse {

  /** The operation of the request. */
  SruOperation operation();

  /** The parts of the request that were not honoured. */
  List<SruDiagnostic> diagnostics();

  /** The same response with further diagnostics before its own. */
  SruResponse withWarnings(List<SruDiagnostic> warnings);

  /**
   * Search results.
   *
   * @param numberOfRecords the exact number of records found
   * @param records the records returned
   * @param escaping their form in the response
   * @param nextRecordPosition the position after them; empty at the end
   * @param query the query as parsed, or null if it was not in CQL
   * @param facets the counted facets; empty before 2.0
   * @param suggestions other queries, where this one found little
   */
  record SearchResult(
      long numberOfRecords,
      List<Entry> records,
      RecordEscaping escaping,
      OptionalLong nextRecordPosition,
      @Nullable CqlQuery query,
      List<FacetCounts> facets,
      List<Suggested> suggestions,
      List<SruDiagnostic> diagnostics)
      implements SruResponse {

    /** Copies the lists. */
    public SearchResult {
      records = List.copyOf(records);
      facets = List.copyOf(facets);
      suggestions = List.copyOf(suggestions);
      diagnostics = List.copyOf(diagnostics);
    }

    @Override
    public SruOperation operation() {
      return SruOperation.SEARCH_RETRIEVE;
    }

    @Override
    public SruResponse withWarnings(List<SruDiagnostic> warnings) {
      return new SearchResult(
          numberOfRecords,
          records,
          escaping,
          nextRecordPosition,
          query,
          facets,
          suggestions,
          joined(warnings, diagnostics));
    }
  }

  /**
   * A query that finds more.
   *
   * @param word the word to change, as it is in the query
   * @param instead the word to put in its place, or null to leave it out
   * @param query the query with that change, or null if it can't be written
   * @param numberOfRecords how many records it finds
   */
  record Suggested(
      String word, @Nullable String instead, @Nullable String query, long numberOfRecords) {}

  /** An entry of the list of records. */
  sealed interface Entry {
    /** Its position in the result, from 1. */
    long position();
  }

  /**
   * A record.
   *
   * @param schema the identifier of the schema of {@code data}
   * @param data one XML element without a declaration, in a namespace of its own
   */
  record RecordEntry(long position, String schema, String data) implements Entry {}

  /** The reason why a record is missing: a surrogate diagnostic. */
  record SurrogateDiagnostic(long position, SruDiagnostic diagnostic) implements Entry {}

  /**
   * The most frequent values of an index (SRU 2.0, appendix C).
   *
   * @param label its name for people
   * @param index its name in CQL
   * @param relation the relation for searching a value
   */
  record FacetCounts(String label, String index, String relation, List<FacetTerm> values) {

    /** Copies the values. */
    public FacetCounts {
      values = List.copyOf(values);
    }
  }

  /**
   * A value with its count.
   *
   * @param actualTerm the value, for people
   * @param query a query in CQL that finds its records, or null if there is none
   * @param count the number of records with it
   */
  record FacetTerm(String actualTerm, @Nullable String query, long count) {}

  /** Terms of an index. */
  record ScanResult(List<Term> terms, List<SruDiagnostic> diagnostics) implements SruResponse {

    /** Copies the lists. */
    public ScanResult {
      terms = List.copyOf(terms);
      diagnostics = List.copyOf(diagnostics);
    }

    @Override
    public SruOperation operation() {
      return SruOperation.SCAN;
    }

    @Override
    public SruResponse withWarnings(List<SruDiagnostic> warnings) {
      return new ScanResult(terms, joined(warnings, diagnostics));
    }
  }

  /**
   * A term.
   *
   * @param value the term in the form used for searching
   * @param numberOfRecords the number of records with it
   * @param displayTerm the term in its display form
   * @param whereInList its position in the list of all terms
   */
  record Term(String value, long numberOfRecords, String displayTerm, WhereInList whereInList) {}

  /** The position of a term in the list of all terms. */
  enum WhereInList {
    /** It is the first of all. */
    FIRST("first"),
    /** It is the last of all. */
    LAST("last"),
    /** It is the only one. */
    ONLY("only"),
    /** There are terms before and after it. */
    INNER("inner");

    private final String label;

    WhereInList(String label) {
      this.label = label;
    }

    /** The standard's word. */
    public String label() {
      return label;
    }
  }

  /** The capabilities of the server. */
  record ExplainResult(
      Explanation explanation, RecordEscaping escaping, List<SruDiagnostic> diagnostics)
      implements SruResponse {

    /** Copies the list. */
    public ExplainResult {
      diagnostics = List.copyOf(diagnostics);
    }

    @Override
    public SruOperation operation() {
      return SruOperation.EXPLAIN;
    }

    @Override
    public SruResponse withWarnings(List<SruDiagnostic> warnings) {
      return new ExplainResult(explanation, escaping, joined(warnings, diagnostics));
    }
  }

  /** No content, and why. */
  record Failure(SruOperation operation, List<SruDiagnostic> diagnostics) implements SruResponse {

    /** Copies the list. */
    public Failure {
      diagnostics = List.copyOf(diagnostics);
    }

    /** A response with one diagnostic. */
    public static Failure of(SruOperation operation, SruDiagnostic diagnostic) {
      return new Failure(operation, List.of(diagnostic));
    }

    @Override
    public SruResponse withWarnings(List<SruDiagnostic> warnings) {
      return new Failure(operation, joined(warnings, diagnostics));
    }
  }

  private static List<SruDiagnostic> joined(List<SruDiagnostic> first, List<SruDiagnostic> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}

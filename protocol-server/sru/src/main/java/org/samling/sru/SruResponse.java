package org.samling.sru;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.cql.CqlQuery;

/** A response. Each may have diagnostics beside what it tells, or nothing but these. */
public sealed interface SruResponse {

  /** The operation that is answered. */
  SruOperation operation();

  /** What was not done as it was asked for. */
  List<SruDiagnostic> diagnostics();

  /** The same with more diagnostics, before its own. */
  SruResponse warned(List<SruDiagnostic> warnings);

  /**
   * What was found.
   *
   * @param numberOfRecords how many records, exactly
   * @param records some of them
   * @param escaping how they stand in the response
   * @param nextRecordPosition the position behind them, empty at the end
   * @param query the query as it was understood, or null where it was none in CQL
   * @param facets values that were counted, none before 2.0
   */
  record Found(
      long numberOfRecords,
      List<Entry> records,
      RecordEscaping escaping,
      OptionalLong nextRecordPosition,
      @Nullable CqlQuery query,
      List<FacetCounts> facets,
      List<SruDiagnostic> diagnostics)
      implements SruResponse {

    /** Copies the lists. */
    public Found {
      records = List.copyOf(records);
      facets = List.copyOf(facets);
      diagnostics = List.copyOf(diagnostics);
    }

    @Override
    public SruOperation operation() {
      return SruOperation.SEARCH_RETRIEVE;
    }

    @Override
    public SruResponse warned(List<SruDiagnostic> warnings) {
      return new Found(
          numberOfRecords,
          records,
          escaping,
          nextRecordPosition,
          query,
          facets,
          joined(warnings, diagnostics));
    }
  }

  /** What stands in the place of a record. */
  sealed interface Entry {
    /** Its position among all that were found, from 1. */
    long position();
  }

  /**
   * A record.
   *
   * @param schema the identifier of the schema that {@code data} is in
   * @param data one XML element without a declaration, in a namespace of its own
   */
  record Retrieved(long position, String schema, String data) implements Entry {}

  /** Why a record can't be given: a surrogate diagnostic. */
  record Surrogate(long position, SruDiagnostic diagnostic) implements Entry {}

  /**
   * The values of an index that most records have (SRU 2.0, appendix C).
   *
   * @param label its name for people
   * @param index its name in CQL
   * @param relation the relation by which a value finds its records
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
   * @param query a query in CQL that finds the records of it, or null where there is none
   * @param count how many records have it
   */
  record FacetTerm(String actualTerm, @Nullable String query, long count) {}

  /** Terms of an index. */
  record Scanned(List<ScannedTerm> terms, List<SruDiagnostic> diagnostics) implements SruResponse {

    /** Copies the lists. */
    public Scanned {
      terms = List.copyOf(terms);
      diagnostics = List.copyOf(diagnostics);
    }

    @Override
    public SruOperation operation() {
      return SruOperation.SCAN;
    }

    @Override
    public SruResponse warned(List<SruDiagnostic> warnings) {
      return new Scanned(terms, joined(warnings, diagnostics));
    }
  }

  /**
   * A term.
   *
   * @param value the term as it is looked for
   * @param numberOfRecords how many records have it
   * @param displayTerm the term for people
   * @param whereInList where in the list of all terms it stands
   */
  record ScannedTerm(
      String value, long numberOfRecords, String displayTerm, WhereInList whereInList) {}

  /** Where in the list of all terms a term stands. */
  enum WhereInList {
    /** It is the first of all. */
    FIRST("first"),
    /** It is the last of all. */
    LAST("last"),
    /** It is the only one. */
    ONLY("only"),
    /** There are terms before and behind it. */
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

  /** What there is to be asked. */
  record Explained(
      Explanation explanation, RecordEscaping escaping, List<SruDiagnostic> diagnostics)
      implements SruResponse {

    /** Copies the list. */
    public Explained {
      diagnostics = List.copyOf(diagnostics);
    }

    @Override
    public SruOperation operation() {
      return SruOperation.EXPLAIN;
    }

    @Override
    public SruResponse warned(List<SruDiagnostic> warnings) {
      return new Explained(explanation, escaping, joined(warnings, diagnostics));
    }
  }

  /** Nothing, and why. */
  record Failed(SruOperation operation, List<SruDiagnostic> diagnostics) implements SruResponse {

    /** Copies the list. */
    public Failed {
      diagnostics = List.copyOf(diagnostics);
    }

    /** For one reason. */
    public static Failed of(SruOperation operation, SruDiagnostic diagnostic) {
      return new Failed(operation, List.of(diagnostic));
    }

    @Override
    public SruResponse warned(List<SruDiagnostic> warnings) {
      return new Failed(operation, joined(warnings, diagnostics));
    }
  }

  private static List<SruDiagnostic> joined(List<SruDiagnostic> first, List<SruDiagnostic> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}

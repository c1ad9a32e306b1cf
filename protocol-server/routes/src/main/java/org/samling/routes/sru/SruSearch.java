package org.samling.routes.sru;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.ResultSet;
import org.samling.core.search.SearchHelp;
import org.samling.core.search.Suggestion;
import org.samling.cql.CqlDecoded;
import org.samling.cql.CqlNode.Relation;
import org.samling.cql.CqlNode.SearchClause;
import org.samling.cql.CqlParser;
import org.samling.cql.CqlQuery;
import org.samling.cql.CqlTerm;
import org.samling.cql.CqlWriter;
import org.samling.cql.DiagnosticCode;
import org.samling.routes.catalogue.DatabaseSearch;
import org.samling.routes.catalogue.RecordSchema;
import org.samling.routes.cql.CqlIndex;
import org.samling.routes.cql.CqlIndexes;
import org.samling.routes.cql.CqlOrder;
import org.samling.routes.cql.CqlTranslated;
import org.samling.routes.cql.CqlTranslation;
import org.samling.sru.SruDiagnostic;
import org.samling.sru.SruOperation;
import org.samling.sru.SruRequest.Facet;
import org.samling.sru.SruRequest.SearchRetrieve;
import org.samling.sru.SruResponse;
import org.samling.sru.SruResponse.FacetCounts;
import org.samling.sru.SruResponse.FacetTerm;
import org.samling.sru.SruResponse.Failure;
import org.samling.sru.SruResponse.SearchResult;
import org.samling.sru.SruResponse.Suggested;

/** Answers searchRetrieve. No result set is kept: each request searches anew. */
final class SruSearch {

  /** The relation that finds the records with a facet value. */
  private static final String WHOLE = "==";

  private final DatabaseSearch catalogue;
  private final SearchHelp help;
  private final SruRecords records;

  SruSearch(DatabaseSearch catalogue, SearchHelp help, SruRecords records) {
    this.catalogue = catalogue;
    this.help = help;
    this.records = records;
  }

  SruResponse search(SruExchange<SearchRetrieve> exchange) {
    var request = exchange.request();
    return switch (request.queryType()) {
      case SEARCH_TERMS -> search(exchange, CqlTranslation.searchTerms(request.query()), null);
      case CQL ->
          switch (CqlParser.parse(request.query())) {
            case CqlDecoded.Malformed(var fault) -> failed(SruDiagnostic.of(fault));
            case CqlDecoded.Parsed(var query) ->
                search(exchange, CqlTranslation.translate(query), query);
          };
    };
  }

  private SruResponse search(
      SruExchange<SearchRetrieve> exchange, CqlTranslated translated, @Nullable CqlQuery cql) {
    return switch (translated) {
      case CqlTranslated.Refused(var diagnostic) -> failed(diagnostic);
      case CqlTranslated.Translated query -> search(exchange, query, cql);
    };
  }

  private SruResponse search(
      SruExchange<SearchRetrieve> exchange,
      CqlTranslated.Translated query,
      @Nullable CqlQuery cql) {
    var request = exchange.request();
    var schema =
        request.recordSchema() == null
            ? RecordSchema.MARCXML
            : RecordSchema.named(request.recordSchema()).orElse(null);
    if (schema == null) {
      return failed(
          new SruDiagnostic(
              DiagnosticCode.UNKNOWN_SCHEMA_FOR_RETRIEVAL, String.valueOf(request.recordSchema())));
    }
    var diagnostics = new ArrayList<SruDiagnostic>();
    var order = query.order();
    if (!request.sortKeys().isEmpty()) {
      if (cql != null && !cql.sortKeys().isEmpty()) {
        diagnostics.add(new SruDiagnostic(DiagnosticCode.QUERY_SORT_PREVAILS, ""));
      } else {
        switch (CqlOrder.of(request.sortKeys())) {
          case CqlOrder.Refused(var diagnostic) -> {
            return failed(diagnostic);
          }
          case CqlOrder.Order(var asked) -> order = asked;
        }
      }
    }
    var counted = new ArrayList<Counted>();
    for (var facet : request.facets()) {
      var indexes = indexes(facet);
      if (indexes.isEmpty()) {
        return failed(
            new SruDiagnostic(DiagnosticCode.UNSUPPORTED_INDEX, "facet " + facet.index()));
      }
      indexes.forEach(index -> counted.add(new Counted(index, facet)));
    }
    try (var found = catalogue.search(exchange.database(), query.query(), order)) {
      return found(exchange, schema, found, query, cql, counted, diagnostics);
    }
  }

  private static SruResponse failed(SruDiagnostic diagnostic) {
    return Failure.of(SruOperation.SEARCH_RETRIEVE, diagnostic);
  }

  private SearchResult found(
      SruExchange<SearchRetrieve> exchange,
      RecordSchema schema,
      ResultSet found,
      CqlTranslated.Translated query,
      @Nullable CqlQuery cql,
      List<Counted> counted,
      List<SruDiagnostic> diagnostics) {
    var request = exchange.request();
    var count = found.count();
    var wanted =
        request.maximumRecords() == null ? SruSettings.DEFAULT_RECORDS : request.maximumRecords();
    var entries = List.<SruResponse.Entry>of();
    if (request.startRecord() <= count) {
      entries = records.records(exchange, found, schema, Math.min(wanted, SruSettings.MAX_RECORDS));
    } else if (request.startRecord() > 1) {
      diagnostics.add(
          new SruDiagnostic(
              DiagnosticCode.FIRST_RECORD_POSITION_OUT_OF_RANGE,
              Long.toString(request.startRecord())));
    }
    for (var catalogue : found.catalogues()) {
      var fault = catalogue.fault();
      if (fault != null) {
        diagnostics.add(new SruDiagnostic(DiagnosticCode.VALID_PARTIAL_RESULTS, fault));
      }
    }
    var next = request.startRecord() + entries.size();
    return new SearchResult(
        count,
        entries,
        request.escaping(),
        next <= count ? OptionalLong.of(next) : OptionalLong.empty(),
        cql,
        counted.stream().map(c -> facet(found, c)).toList(),
        count < SearchHelp.FEW ? suggestions(exchange, query) : List.of(),
        diagnostics);
  }

  private List<Suggested> suggestions(
      SruExchange<SearchRetrieve> exchange, CqlTranslated.Translated query) {
    var scope = exchange.database().scope();
    return scope == null
        ? List.of()
        : help.suggest(scope, query.query()).stream()
            .map(suggestion -> suggested(exchange.request().query(), suggestion))
            .toList();
  }

  /** A word can be exchanged where it stands; leaving one out may leave a clause without a term. */
  private static Suggested suggested(String typed, Suggestion suggestion) {
    var changed = suggestion.instead() == null ? typed : suggestion.in(typed);
    return new Suggested(
        suggestion.word(),
        suggestion.instead(),
        changed.equals(typed) ? null : changed,
        suggestion.count());
  }

  /**
   * A facet to count.
   *
   * @param wanted which values
   */
  private record Counted(CqlIndex index, Facet wanted) {}

  private static List<CqlIndex> indexes(Facet facet) {
    return facet.index() == null
        ? CqlIndexes.faceted().toList()
        : CqlIndexes.find(facet.index()).filter(i -> i.facet() != null).stream().toList();
  }

  private static FacetCounts facet(ResultSet found, Counted counted) {
    var index = counted.index();
    var field = Objects.requireNonNull(index.facet());
    var before = counted.wanted().start() - 1;
    var values =
        found.facet(field, before + counted.wanted().limit()).stream()
            .skip(before)
            .map(v -> new FacetTerm(v.display(), query(index, v.term()), v.count()))
            .toList();
    return new FacetCounts(index.title(), index.name(), WHOLE, values);
  }

  private static String query(CqlIndex index, String term) {
    return CqlWriter.write(
        new CqlQuery(
            new SearchClause(
                List.of(), index.name(), new Relation(WHOLE, List.of()), CqlTerm.escaped(term)),
            List.of()));
  }
}

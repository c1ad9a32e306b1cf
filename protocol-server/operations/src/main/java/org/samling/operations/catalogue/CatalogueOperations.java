package org.samling.operations.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.catalogue.Description;
import org.samling.core.catalogue.Descriptions;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.RecordTexts;
import org.samling.core.circulation.Holding;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.Tenants;
import org.samling.core.search.CatalogueSearch;
import org.samling.core.search.FacetField;
import org.samling.core.search.FoundRecord;
import org.samling.core.search.Query;
import org.samling.core.search.Query.Anchor;
import org.samling.core.search.Query.Match;
import org.samling.core.search.Query.Relation;
import org.samling.core.search.Query.Truncation;
import org.samling.core.search.ResultSet;
import org.samling.core.search.SearchException;
import org.samling.core.search.SearchField;
import org.samling.core.search.SearchHelp;
import org.samling.core.search.SearchScope;
import org.samling.core.search.SortOrder;
import org.samling.core.search.SortOrder.SortField;
import org.samling.operations.Family;
import org.samling.operations.Operation;
import org.samling.operations.PageMark;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.TitleKeys;
import org.samling.operations.catalogue.Searches.Catalogue;
import org.samling.operations.catalogue.Searches.Explained;
import org.samling.operations.catalogue.Searches.Facet;
import org.samling.operations.catalogue.Searches.Found;
import org.samling.operations.catalogue.Searches.Hit;
import org.samling.operations.catalogue.Searches.Narrowing;
import org.samling.operations.catalogue.Searches.Other;
import org.samling.operations.catalogue.Searches.Search;
import org.samling.operations.catalogue.Searches.Sort;
import org.samling.operations.catalogue.Searches.Value;
import org.samling.operations.catalogue.Searches.WhichPlace;
import org.samling.routes.cql.CqlTranslated;
import org.samling.routes.cql.CqlTranslated.Translated;
import org.samling.routes.cql.CqlTranslation;

/** Searches of the catalogue, and why a record stands where it stands. */
public final class CatalogueOperations {

  /** The operations. */
  public static final Family<CatalogueOperations> FAMILY =
      new Family<>(
          "catalogue",
          "record",
          "Searches of the catalogue, and why a record stands where it stands",
          List.of(
              Operation.get(
                      "search-catalogue",
                      "/catalogue/records",
                      Scope.ITEMS_READ,
                      "Searches the catalogue, with facets and availability")
                  .pagedShortly()
                  .withinBounds()
                  .of(Search.class, Found.class, CatalogueOperations::search),
              Operation.get(
                      "explain-search",
                      "/catalogue/explanation",
                      Scope.ITEMS_READ,
                      "Tells why a record stands where it stands among those that a search finds")
                  .verb("explain")
                  .withinBounds()
                  .of(WhichPlace.class, Explained.class, CatalogueOperations::explain)));

  private final CatalogueSearch search;
  private final SearchHelp help;
  private final Tenants tenants;
  private final Descriptions descriptions;
  private final Inquiries inquiries;

  /** Operations on the index of a catalogue, and on the store for items. */
  public CatalogueOperations(
      CatalogueSearch search,
      SearchHelp help,
      Tenants tenants,
      Descriptions descriptions,
      Inquiries inquiries) {
    this.search = search;
    this.help = help;
    this.tenants = tenants;
    this.descriptions = descriptions;
    this.inquiries = inquiries;
  }

  private Found search(Request<Search> request) {
    return answered(() -> {
      var input = request.input();
      var read = read(input.query());
      var query = narrowed(read.query(), input.by());
      var scope = scope(request.tenant(), input.in());
      var order = input.sort() == null ? read.order() : order(input.sort());
      try (var found = search.search(scope, query, order)) {
        return found(request, scope, query, found);
      }
    });
  }

  private Found found(Request<Search> request, SearchScope scope, Query query, ResultSet found) {
    var input = request.input();
    var paging = request.paging();
    var marked = PageMark.read(paging.after(), parts -> Long.valueOf(parts.getFirst()));
    var before = marked == null ? 0 : marked;
    if (before < 0) {
      throw PageMark.unfit();
    }
    var count = found.count();
    var records =
        before < count ? found.records(before + 1, paging.limit()) : List.<FoundRecord>of();
    var after = before + records.size();
    var values = input.facets() == null ? 0 : input.facets();
    return new Found(
        count,
        hits(request, records),
        values == 0 ? List.of() : facets(found, values),
        count < SearchHelp.FEW
            ? help.suggest(scope, query).stream()
                .map(suggestion -> Other.of(suggestion, input.query()))
                .toList()
            : List.of(),
        after < count && !records.isEmpty() ? PageMark.of(after) : null);
  }

  private static List<Facet> facets(ResultSet found, int values) {
    return Stream.of(FacetField.values())
        .map(field -> new Facet(field, found.facet(field, values).stream().map(Value::of).toList()))
        .toList();
  }

  private List<Hit> hits(Request<Search> request, List<FoundRecord> records) {
    var tenant = request.tenantId();
    var described =
        descriptions.ofRecords(tenant, records.stream().map(FoundRecord::key).distinct().toList());
    var items = inquiries.holdings(tenant, records.stream().map(r -> r.ref().id()).toList());
    var sight = request.sight(inquiries.policy(tenant));
    var codes = codes();
    var hits = new ArrayList<Hit>();
    for (var record : records) {
      var owner = record.ref().owner();
      var seen =
          items.getOrDefault(record.ref().id(), List.of()).stream()
              .filter(item -> sight.sees(item.home(), item.at()))
              .toList();
      hits.add(
          Hit.of(
              description(record, owner == null || owner.equals(tenant) ? described : Map.of()),
              owner == null ? null : codes.getOrDefault(owner.value(), ""),
              RecordTexts.year(record.content()),
              seen.size(),
              (int) seen.stream().filter(Holding::isAvailable).count()));
    }
    return hits;
  }

  private static Description description(
      FoundRecord record, Map<RecordKey, Description> described) {
    var known = described.get(record.key());
    var content = record.content();
    return known == null
        ? Description.of(record.key(), RecordTexts.title(content), null, content)
        : known;
  }

  private Map<Integer, String> codes() {
    return tenants.all().stream()
        .collect(Collectors.toMap(tenant -> tenant.id().value(), Tenant::code));
  }

  private Explained explain(Request<WhichPlace> request) {
    return answered(() -> {
      var input = request.input();
      var key = TitleKeys.of(input.record());
      var scope = scope(request.tenant(), input.in());
      var query = read(input.query()).query();
      for (var record : numbered(scope, key)) {
        var ranking = help.explain(scope, query, record.ref());
        if (ranking.isPresent()) {
          return Explained.of(key.toString(), ranking.get());
        }
      }
      throw Problem.unknown("The search does not find the title \"%s\".".formatted(key));
    });
  }

  /** The records with a key: a local one may have that of a common one. */
  private List<FoundRecord> numbered(SearchScope scope, RecordKey key) {
    var number =
        new Query.Term(
            SearchField.NUMBER,
            Relation.EQUAL,
            Match.PHRASE,
            Anchor.ANYWHERE,
            Truncation.NONE,
            key.toString());
    try (var found = search.search(scope, number)) {
      return found.records(1, Searches.MAX_VALUES).stream()
          .filter(record -> record.key().equals(key))
          .toList();
    }
  }

  private static Translated read(String text) {
    return switch (CqlTranslation.typed(text)) {
      case CqlTranslated.Refused(var diagnostic) ->
          throw Problem.invalid(
              "The query can't be answered: %s%s."
                  .formatted(
                      diagnostic.code().message(),
                      diagnostic.details().isEmpty() ? "" : ": " + diagnostic.details()));
      case Translated translated -> translated;
    };
  }

  private SearchScope scope(Tenant tenant, @Nullable Catalogue in) {
    return switch (in == null ? Catalogue.OWN : in) {
      case OWN -> new SearchScope.OfTenant(tenant.id());
      case COMMON -> new SearchScope.Union(Set.of());
      case ALL ->
          new SearchScope.Union(
              tenants.all().stream()
                  .filter(other -> other.openCatalogue() || other.id().equals(tenant.id()))
                  .map(Tenant::id)
                  .collect(Collectors.toSet()));
      case AUTHORITIES -> new SearchScope.Authorities(new SearchScope.OfTenant(tenant.id()));
    };
  }

  private static SortOrder order(Sort sort) {
    return switch (sort) {
      case RELEVANCE -> SortOrder.RELEVANCE;
      case LATEST -> SortOrder.LATEST_FIRST;
      case TITLE -> SortOrder.by(SortOrder.Key.ascending(SortField.TITLE));
      case AUTHOR -> SortOrder.by(SortOrder.Key.ascending(SortField.AUTHOR));
      case OLDEST -> SortOrder.by(SortOrder.Key.ascending(SortField.YEAR));
    };
  }

  private static Query narrowed(Query query, Narrowing by) {
    var narrowed = with(query, SearchField.AUTHOR, Anchor.WHOLE_FIELD, by.author());
    narrowed = with(narrowed, SearchField.SUBJECT, Anchor.WHOLE_FIELD, by.subject());
    narrowed = with(narrowed, SearchField.YEAR, Anchor.ANYWHERE, by.year());
    narrowed = with(narrowed, SearchField.LANGUAGE, Anchor.ANYWHERE, by.language());
    return with(narrowed, SearchField.MATERIAL, Anchor.ANYWHERE, by.material());
  }

  private static Query with(Query query, SearchField field, Anchor anchor, @Nullable String value) {
    return value == null
        ? query
        : new Query.And(
            query,
            new Query.Term(field, Relation.EQUAL, Match.PHRASE, anchor, Truncation.NONE, value));
  }

  private static <T> T answered(Supplier<T> answer) {
    try {
      return answer.get();
    } catch (SearchException e) {
      throw switch (e.kind()) {
        case TOO_COSTLY, MISSING_VALUE, UNSUPPORTED, TOO_SLOW ->
            Problem.invalid("The search is refused: %s.".formatted(e.getMessage()));
        case UNAVAILABLE ->
            new StoreException(StoreException.Kind.UNAVAILABLE, String.valueOf(e.getMessage()), e);
      };
    }
  }
}

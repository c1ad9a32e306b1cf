package org.samling.console.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.console.catalogue.CatalogueViews.Facet;
import org.samling.console.catalogue.CatalogueViews.Hit;
import org.samling.console.catalogue.CatalogueViews.Narrowing;
import org.samling.console.catalogue.CatalogueViews.Other;
import org.samling.console.catalogue.CatalogueViews.Pages;
import org.samling.console.catalogue.CatalogueViews.SearchPage;
import org.samling.console.web.Diagnostic;
import org.samling.console.web.Reply;
import org.samling.console.web.Visit;
import org.samling.core.catalogue.Description;
import org.samling.core.catalogue.RecordTexts;
import org.samling.core.circulation.Holding;
import org.samling.core.organisation.Tenant;
import org.samling.core.search.FacetField;
import org.samling.core.search.FacetValue;
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
import org.samling.core.search.Suggestion;

/** The search page. */
final class SearchPages {

  private static final String PAGE = "catalogue/search";
  private static final int ON_A_PAGE = 20;

  /** The last page that can be requested; beyond it, searches have to be refined. */
  private static final int MOST_PAGES = 50;

  private static final int FACET_VALUES = 6;
  private static final int MOST_CHOSEN = 10;

  /** The orders that can be chosen; the usual one is by relevance. */
  private static final List<String> SORTS = List.of("latest", "title", "author", "year");

  private static final List<String> CATALOGUES = List.of("own", "common", "all", "authorities");

  private final CataloguePorts ports;
  private final Branches branches;

  /** A search as expressed in a URL. */
  private record Asked(String text, String in, String sort, List<String> chosen) {

    static Asked of(Visit visit) {
      var request = visit.request();
      var in = request.argument("in");
      var sort = request.argument("sort");
      return new Asked(
          request.argument("q"),
          CATALOGUES.contains(in) ? in : "own",
          SORTS.contains(sort) ? sort : "",
          request.query().getOrDefault("by", List.of()).stream()
              .filter(c -> narrowing(c).isPresent())
              .distinct()
              .limit(MOST_CHOSEN)
              .toList());
    }

    String address(Visit visit, List<String> by, int page) {
      var address = new StringBuilder(visit.path("/catalogue"));
      address.append("?q=").append(URLEncoder.encode(text, UTF_8)).append("&in=").append(in);
      if (!sort.isEmpty()) {
        address.append("&sort=").append(sort);
      }
      by.forEach(b -> address.append("&by=").append(URLEncoder.encode(b, UTF_8)));
      if (page > 1) {
        address.append("&page=").append(page);
      }
      return address.toString();
    }
  }

  /** A chosen facet value: FIELD:term. */
  private record ByValue(FacetField field, String term) {

    String text() {
      return field.name() + ":" + term;
    }

    Query query() {
      return switch (field) {
        case AUTHOR -> phrase(SearchField.AUTHOR, Anchor.WHOLE_FIELD);
        case SUBJECT -> phrase(SearchField.SUBJECT, Anchor.WHOLE_FIELD);
        case YEAR -> phrase(SearchField.YEAR, Anchor.ANYWHERE);
        case LANGUAGE -> phrase(SearchField.LANGUAGE, Anchor.ANYWHERE);
        case MATERIAL -> phrase(SearchField.MATERIAL, Anchor.ANYWHERE);
      };
    }

    private Query phrase(SearchField in, Anchor anchor) {
      return new Query.Term(in, Relation.EQUAL, Match.PHRASE, anchor, Truncation.NONE, term);
    }
  }

  SearchPages(CataloguePorts ports) {
    this.ports = ports;
    this.branches = new Branches(ports.inquiries());
  }

  private static Optional<ByValue> narrowing(String text) {
    var colon = text.indexOf(':');
    return colon < 0 || text.length() > Query.MAX_TEXT
        ? Optional.empty()
        : Arrays.stream(FacetField.values())
            .filter(f -> f.name().equals(text.substring(0, colon)))
            .map(f -> new ByValue(f, text.substring(colon + 1)))
            .findFirst();
  }

  Reply page(Visit visit) {
    var asked = Asked.of(visit);
    if (asked.text().isEmpty()) {
      return Reply.page(PAGE, unanswered(asked, null));
    }
    try {
      var read = ports.queries().read(asked.text());
      var query = read.query();
      for (var chosen : asked.chosen()) {
        query = new Query.And(query, narrowing(chosen).orElseThrow().query());
      }
      var order = asked.sort().isEmpty() ? read.order() : order(asked.sort());
      try (var found = ports.search().search(scope(visit, asked.in()), query, order)) {
        return Reply.page(PAGE, found(visit, asked, query, found));
      }
    } catch (CatalogueQueries.UnfitException e) {
      return Reply.unfit(PAGE, unanswered(asked, "catalogue.query-unfit", e.diagnostic()));
    } catch (SearchException e) {
      return Reply.unfit(PAGE, unanswered(asked, "catalogue.fault." + e.kind().name()));
    }
  }

  private static SearchPage unanswered(Asked asked, @Nullable String problem) {
    return unanswered(asked, problem, null);
  }

  private static SearchPage unanswered(
      Asked asked, @Nullable String problem, @Nullable Diagnostic diagnostic) {
    return new SearchPage(
        asked.text(),
        asked.in(),
        asked.sort(),
        problem,
        diagnostic,
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Pages.ONE);
  }

  private static SortOrder order(String sort) {
    return switch (sort) {
      case "title" -> SortOrder.by(SortOrder.Key.ascending(SortField.TITLE));
      case "author" -> SortOrder.by(SortOrder.Key.ascending(SortField.AUTHOR));
      case "year" -> SortOrder.by(SortOrder.Key.descending(SortField.YEAR));
      default -> SortOrder.LATEST_FIRST;
    };
  }

  private SearchScope scope(Visit visit, String in) {
    return switch (in) {
      case "common" -> new SearchScope.Union(Set.of());
      case "all" ->
          new SearchScope.Union(
              ports.tenants().all().stream()
                  .filter(t -> t.openCatalogue() || t.id().equals(visit.tenant().id()))
                  .map(Tenant::id)
                  .collect(Collectors.toSet()));
      case "authorities" ->
          new SearchScope.Authorities(new SearchScope.OfTenant(visit.tenant().id()));
      default -> new SearchScope.OfTenant(visit.tenant().id());
    };
  }

  private SearchPage found(Visit visit, Asked asked, Query query, ResultSet found) {
    var count = found.count();
    var last = Math.clamp((count + ON_A_PAGE - 1) / ON_A_PAGE, 1, MOST_PAGES);
    var wanted = visit.request().argument("page");
    var page = wanted.matches("\\d{1,9}") ? Math.clamp(Integer.parseInt(wanted), 1, last) : 1;
    var records = count == 0 ? List.<FoundRecord>of() : found.records(from(page), ON_A_PAGE);
    return new SearchPage(
        asked.text(),
        asked.in(),
        asked.sort(),
        null,
        count,
        hits(visit, records),
        count < 2 ? List.of() : facets(visit, asked, found),
        asked.chosen().stream().map(c -> chosen(visit, asked, c, found)).toList(),
        count < SearchHelp.FEW ? others(visit, asked, query) : List.of(),
        new Pages(
            page,
            last,
            page > 1 ? asked.address(visit, asked.chosen(), page - 1) : "",
            page < last ? asked.address(visit, asked.chosen(), page + 1) : ""));
  }

  private List<Other> others(Visit visit, Asked asked, Query query) {
    return ports.help().suggest(scope(visit, asked.in()), query).stream()
        .map(suggestion -> other(visit, asked, suggestion))
        .filter(other -> !other.text().isEmpty() && !other.text().equals(asked.text()))
        .toList();
  }

  private static Other other(Visit visit, Asked asked, Suggestion suggestion) {
    var instead = new Asked(suggestion.in(asked.text()), asked.in(), asked.sort(), asked.chosen());
    return new Other(instead.text(), suggestion.count(), instead.address(visit, asked.chosen(), 1));
  }

  private static long from(int page) {
    return (page - 1L) * ON_A_PAGE + 1;
  }

  private static Narrowing chosen(Visit visit, Asked asked, String text, ResultSet found) {
    var value = narrowing(text).orElseThrow();
    var others = asked.chosen().stream().filter(c -> !c.equals(text)).toList();
    return new Narrowing(value.field(), display(value, found), 0, asked.address(visit, others, 1));
  }

  /** Returns a facet value as the hits spell it, or the term if there are no hits. */
  private static String display(ByValue value, ResultSet found) {
    return found.facet(value.field(), FACET_VALUES).stream()
        .filter(v -> v.term().equals(value.term()))
        .map(FacetValue::display)
        .findFirst()
        .orElse(value.term());
  }

  private static List<Facet> facets(Visit visit, Asked asked, ResultSet found) {
    var facets = new ArrayList<Facet>();
    for (var field : FacetField.values()) {
      var values =
          found.facet(field, FACET_VALUES).stream()
              .map(v -> {
                var with =
                    Stream.concat(
                            asked.chosen().stream(), Stream.of(new ByValue(field, v.term()).text()))
                        .distinct()
                        .toList();
                return new Narrowing(field, v.display(), v.count(), asked.address(visit, with, 1));
              })
              .toList();
      if (values.size() > 1) {
        facets.add(new Facet(field, values));
      }
    }
    return facets;
  }

  private List<Hit> hits(Visit visit, List<FoundRecord> records) {
    var tenant = visit.tenant().id();
    var described =
        ports
            .descriptions()
            .ofRecords(tenant, records.stream().map(FoundRecord::key).distinct().toList());
    var items =
        ports.inquiries().holdings(tenant, records.stream().map(r -> r.ref().id()).toList());
    var seen = branches.of(visit);
    var codes = codes();
    return records.stream()
        .map(r ->
            hit(
                visit,
                r,
                described.get(r.key()),
                items.getOrDefault(r.ref().id(), List.of()).stream()
                    .filter(i -> seen.containsKey(i.home()))
                    .toList(),
                codes))
        .toList();
  }

  private Map<Integer, String> codes() {
    return ports.tenants().all().stream()
        .collect(Collectors.toMap(t -> t.id().value(), Tenant::code));
  }

  private static Hit hit(
      Visit visit,
      FoundRecord record,
      @Nullable Description description,
      List<Holding> items,
      Map<Integer, String> codes) {
    var content = record.content();
    var owner = record.ref().owner();
    var of =
        owner == null
            ? AddressedRecord.COMMON
            : owner.equals(visit.tenant().id()) ? "" : codes.getOrDefault(owner.value(), "");
    var isOthers = !of.isEmpty() && !of.equals(AddressedRecord.COMMON);
    var shown =
        description == null || isOthers
            ? Description.of(record.key(), RecordTexts.title(content), null, content)
            : description;
    var general = shown.general();
    return new Hit(
        visit.path(AddressedRecord.path(record.key(), of)),
        record.key(),
        shown.title(),
        shown.author(),
        RecordTexts.year(content),
        general.isEmpty() ? "" : general + "/" + shown.specific(),
        of,
        items.size(),
        (int) items.stream().filter(Holding::isAvailable).count());
  }
}

package org.samling.routes.z3950;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.samling.core.search.ResultSet;
import org.samling.core.search.SearchException;
import org.samling.routes.catalogue.DatabaseSearch;
import org.samling.routes.z3950.Z3950Records.Presented;
import org.samling.routes.z3950.Z3950Session.NamedSet;
import org.samling.z3950.Z3950Request.SearchRequest;
import org.samling.z3950.Z3950Response;
import org.samling.z3950.Z3950Response.SearchResponse;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.data.Bib1Diagnostic;
import org.samling.z3950.data.DefaultDiagFormat;
import org.samling.z3950.data.OtherInformation;
import org.samling.z3950.info.SearchResultInfo;
import org.samling.z3950.info.SearchResultInfo.DatabaseCount;

/** Answers searches, including piggybacked records (Z39.50-2003, 3.2.2). */
final class Z3950Search {

  private final DatabaseSearch catalogue;
  private final Z3950Databases databases;
  private final Z3950Records records;
  private final Z3950Settings settings;

  Z3950Search(
      DatabaseSearch catalogue,
      Z3950Databases databases,
      Z3950Records records,
      Z3950Settings settings) {
    this.catalogue = catalogue;
    this.databases = databases;
    this.records = records;
    this.settings = settings;
  }

  Z3950Response search(Z3950Exchange<SearchRequest> exchange) {
    var message = exchange.message();
    var session = exchange.session();
    var name = message.resultSetName();
    Z3950Sets.checkName(session, name);
    if (!message.replaceIndicator() && session.set(name) != null) {
      throw new DiagnosticException(Bib1Diagnostic.RESULT_SET_EXISTS, name);
    }
    var database = databases.findSingle(message.databaseNames(), session.account());
    NamedSet set;
    List<OtherInformation> information;
    try {
      var charset = session.codec().charset();
      var facets = Z3950Facets.of(message.additionalSearchInfo(), charset);
      var query = Z3950Queries.translate(session, database, message.query());
      set =
          new NamedSet(
              database.name(),
              database.scope(),
              query.query(),
              query.terms(),
              query.order(),
              catalogue.search(database, query.query(), query.order()));
      information = information(set.found(), facets, charset);
    } catch (DiagnosticException | SearchException | CancellationException e) {
      session.delete(name); // by the standard a failed replacement deletes the set
      throw e;
    }
    session.keep(name, set, settings.resultSets());
    return found(exchange, set, information);
  }

  /** What the answer says beside the records; closes the set if that fails. */
  private static List<OtherInformation> information(
      ResultSet found, Z3950Facets facets, Z3950Charset charset) {
    try {
      var information = new ArrayList<OtherInformation>();
      var counted = facets.count(found, charset);
      if (counted != null) {
        information.add(counted);
      }
      var searched = found.catalogues();
      if (!searched.isEmpty()) {
        var counts = searched.stream().map(c -> new DatabaseCount(c.name(), c.count())).toList();
        information.add(new SearchResultInfo(counts).toInformation(found.count(), charset));
      }
      for (var catalogue : searched) {
        var fault = catalogue.fault();
        if (fault != null) {
          information.add(OtherInformation.of(fault));
        }
      }
      return information;
    } catch (RuntimeException e) {
      found.close();
      throw e;
    }
  }

  private SearchResponse found(
      Z3950Exchange<SearchRequest> exchange, NamedSet set, List<OtherInformation> information) {
    var message = exchange.message();
    var count = set.found().count();
    var bounds = message.bounds();
    var small = count <= bounds.smallSetUpperBound();
    var number =
        small
            ? count
            : count >= bounds.largeSetLowerBound()
                ? 0
                : Math.min(count, bounds.mediumSetPresentNumber());
    if (number == 0) {
      return SearchResponse.withoutRecords(
          message.referenceId(), count, count == 0 ? 0 : 1, null, information);
    }
    Presented presented;
    try {
      var wanted =
          RecordRequest.of(
              message.preferredRecordSyntax(),
              small ? message.smallSetElementSetNames() : message.mediumSetElementSetNames(),
              exchange.session().usmarc());
      presented = records.present(exchange.session(), set, 1, number, wanted, 1);
    } catch (DiagnosticException e) {
      // The set exists; only its records can't be included.
      presented = Presented.failure(1, e.diagnostic());
    } catch (CancellationException e) {
      presented =
          Presented.failure(
              1, DefaultDiagFormat.of(Bib1Diagnostic.TERMINATED_AT_ORIGIN_REQUEST, ""));
    }
    return new SearchResponse(
        message.referenceId(),
        count,
        presented.number(),
        presented.next(),
        true,
        null,
        presented.status(),
        presented.records(),
        information);
  }
}

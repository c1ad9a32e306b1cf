package org.samling.routes.oai;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordRenderer;
import org.samling.core.harvest.CatalogueHarvest;
import org.samling.core.harvest.CatalogueHarvest.Change;
import org.samling.core.harvest.CatalogueHarvest.Gone;
import org.samling.core.harvest.CatalogueHarvest.Position;
import org.samling.core.harvest.CatalogueHarvest.Present;
import org.samling.core.harvest.CatalogueHarvest.Selection;
import org.samling.core.harvest.CatalogueHarvest.Subset;
import org.samling.oaipmh.OaiError.Code;
import org.samling.oaipmh.OaiHeader;
import org.samling.oaipmh.OaiRecord;
import org.samling.oaipmh.OaiRequest;
import org.samling.oaipmh.OaiRequest.GetRecord;
import org.samling.oaipmh.OaiRequest.Harvest;
import org.samling.oaipmh.OaiRequest.ListIdentifiers;
import org.samling.oaipmh.OaiRequest.ListMetadataFormats;
import org.samling.oaipmh.OaiRequest.ListRecords;
import org.samling.oaipmh.OaiResponse;
import org.samling.oaipmh.OaiResponse.Errors;
import org.samling.oaipmh.OaiResponse.MetadataFormats;
import org.samling.oaipmh.OaiResponse.ResumptionToken;
import org.samling.routes.oai.OaiFormats.Format;
import org.samling.routes.oai.OaiRepositories.Repository;
import org.samling.routes.oai.OaiTokens.Listing;
import org.samling.routes.oai.OaiTokens.Token;

/**
 * Answers requests for records. A list is read in the order of commits, up to the changes that are
 * complete at the time of each request: a record that changes meanwhile comes again at the end, and
 * none is missed.
 */
final class OaiRecords {

  private final CatalogueHarvest harvest;
  private final RecordRenderer renderer;
  private final OaiIdentifiers identifiers;
  private final OaiTokens tokens;
  private final int pageSize;

  OaiRecords(
      CatalogueHarvest harvest,
      RecordRenderer renderer,
      OaiIdentifiers identifiers,
      OaiTokens tokens,
      int pageSize) {
    this.harvest = harvest;
    this.renderer = renderer;
    this.identifiers = identifiers;
    this.tokens = tokens;
    this.pageSize = pageSize;
  }

  /**
   * Where a list continues.
   *
   * @param begin the original request
   * @param after the position after which to continue, or null for the start
   * @param cursor how many records were sent before
   */
  private record Place(Harvest.Begin begin, @Nullable Position after, long cursor) {}

  /** Answers ListIdentifiers. */
  OaiResponse identifiers(OaiExchange<ListIdentifiers> exchange) {
    return switch (list(exchange, exchange.request().harvest())) {
      case OaiResponse.Records(var records, var token) ->
          new OaiResponse.Identifiers(records.stream().map(OaiRecord::header).toList(), token);
      case OaiResponse other -> other;
    };
  }

  /** Answers ListRecords. */
  OaiResponse records(OaiExchange<ListRecords> exchange) {
    return list(exchange, exchange.request().harvest());
  }

  private OaiResponse list(OaiExchange<? extends OaiRequest> exchange, Harvest wanted) {
    var listing =
        new Listing(
            exchange.request().verb(), exchange.repository().code(), exchange.moment().origin());
    return switch (wanted) {
      case Harvest.Begin begin -> list(exchange, listing, new Place(begin, null, 0));
      case Harvest.Resume(var value) ->
          tokens
              .read(value, listing)
              .map(t -> list(exchange, listing, new Place(t.begin(), t.position(), t.cursor())))
              .orElseGet(() ->
                  Errors.of(
                      Code.BAD_RESUMPTION_TOKEN,
                      "This token is not valid for this list. Begin the list again."));
    };
  }

  private OaiResponse list(
      OaiExchange<? extends OaiRequest> exchange, Listing listing, Place place) {
    var begin = place.begin();
    var format = OaiFormats.of(begin.metadataPrefix());
    if (format.isEmpty()) {
      return noSuchFormat(begin.metadataPrefix());
    }
    var subset =
        begin.set() == null ? Optional.<Subset>of(new Subset.All()) : OaiSets.subset(begin.set());
    if (subset.isEmpty()) {
      return nothing();
    }
    var selection =
        new Selection(
            exchange.repository().scope(),
            subset.get(),
            format.get().onlyOf(),
            begin.from(),
            begin.until());
    var records = new ArrayList<OaiRecord>();
    var after = place.after();
    do {
      var batch = harvest.changes(selection, exchange.moment(), after, pageSize);
      for (var change : batch.changes()) {
        record(exchange.repository(), change, format.get()).ifPresent(records::add);
      }
      after = batch.next();
    } while (records.isEmpty() && after != null);
    if (records.isEmpty()) {
      return nothing();
    }
    return new OaiResponse.Records(records, token(listing, place, after, records.size()));
  }

  private @Nullable ResumptionToken token(
      Listing listing, Place place, @Nullable Position after, int sent) {
    if (after == null) {
      return place.after() == null ? null : new ResumptionToken("", place.cursor());
    }
    return new ResumptionToken(
        tokens.write(new Token(listing, place.begin(), after, place.cursor() + sent)),
        place.cursor());
  }

  private static Errors nothing() {
    return Errors.of(Code.NO_RECORDS_MATCH, "No records match the request.");
  }

  private static Errors noSuchFormat(String prefix) {
    return Errors.of(
        Code.CANNOT_DISSEMINATE_FORMAT,
        "There is no metadata format %s here. ListMetadataFormats lists those there are."
            .formatted(prefix));
  }

  /** Answers GetRecord. */
  OaiResponse record(OaiExchange<GetRecord> exchange) {
    var request = exchange.request();
    var format = OaiFormats.of(request.metadataPrefix());
    if (format.isEmpty()) {
      return noSuchFormat(request.metadataPrefix());
    }
    return change(exchange.repository(), request.identifier())
        .map(change ->
            record(exchange.repository(), change, format.get())
                .<OaiResponse>map(OaiResponse.SingleRecord::new)
                .orElseGet(() ->
                    Errors.of(
                        Code.CANNOT_DISSEMINATE_FORMAT,
                        "This record is not available in " + request.metadataPrefix() + ".")))
        .orElseGet(() -> unknown(request.identifier()));
  }

  /** Answers ListMetadataFormats. */
  OaiResponse formats(OaiExchange<ListMetadataFormats> exchange) {
    var identifier = exchange.request().identifier();
    if (identifier == null) {
      return formats(OaiFormats.ALL);
    }
    return change(exchange.repository(), identifier)
        .map(change -> formats(exchange.repository(), change))
        .orElseGet(() -> unknown(identifier));
  }

  private OaiResponse formats(Repository repository, Change change) {
    var formats =
        OaiFormats.ALL.stream()
            .filter(format -> record(repository, change, format).isPresent())
            .toList();
    return formats.isEmpty()
        ? Errors.of(Code.NO_METADATA_FORMATS, "This record is not available in any format.")
        : formats(formats);
  }

  private static OaiResponse formats(List<Format> formats) {
    return new MetadataFormats(formats.stream().map(Format::format).toList());
  }

  private static OaiResponse unknown(String identifier) {
    return Errors.of(Code.ID_DOES_NOT_EXIST, "No record here has the identifier " + identifier);
  }

  private Optional<Change> change(Repository repository, String identifier) {
    return identifiers
        .read(identifier)
        .flatMap(named -> {
          if (named.tenant() == null) {
            return harvest.record(repository.scope(), null, named.key());
          }
          return repository
              .tenant(named.tenant())
              .flatMap(tenant -> harvest.record(repository.scope(), tenant, named.key()));
        });
  }

  /** A record in a format; nothing if no mapping leads to it. */
  private Optional<OaiRecord> record(Repository repository, Change change, Format format) {
    var owner = change.owner();
    var header =
        new OaiHeader(
            identifiers.write(owner == null ? null : repository.codes().get(owner), change.key()),
            change.at(),
            OaiSets.of(change),
            change instanceof Gone);
    return switch (change) {
      case Gone _ -> Optional.of(new OaiRecord(header, null));
      case Present(var kept, _) ->
          renderer
              .render(kept.shown(), change.marc(), format.syntax())
              .map(bytes -> new OaiRecord(header, new String(bytes.toArray(), UTF_8)));
    };
  }
}

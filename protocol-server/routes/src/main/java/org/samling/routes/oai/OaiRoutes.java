package org.samling.routes.oai;

import java.util.List;
import java.util.function.Function;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.harvest.CatalogueHarvest;
import org.samling.oaipmh.OaiError.Code;
import org.samling.oaipmh.OaiRequest;
import org.samling.oaipmh.OaiRequest.GetRecord;
import org.samling.oaipmh.OaiRequest.Identify;
import org.samling.oaipmh.OaiRequest.ListIdentifiers;
import org.samling.oaipmh.OaiRequest.ListMetadataFormats;
import org.samling.oaipmh.OaiRequest.ListRecords;
import org.samling.oaipmh.OaiRequest.ListSets;
import org.samling.oaipmh.OaiResponse;
import org.samling.oaipmh.OaiResponse.Errors;
import org.samling.oaipmh.OaiResponse.Identification;
import org.samling.routes.ProtocolRoutes;

/** The OAI-PMH route. Failures leave it as exceptions. */
final class OaiRoutes extends ProtocolRoutes<OaiExchange<?>, OaiRequest, OaiResponse> {

  private static final RecordKey SAMPLE = new RecordKey("870970", "51234567");

  private final CatalogueHarvest harvest;
  private final OaiIdentifiers identifiers;
  private final OaiSettings settings;

  OaiRoutes(
      CatalogueHarvest harvest,
      OaiRecords records,
      OaiIdentifiers identifiers,
      OaiSettings settings) {
    super("oai", OaiRequest.class, OaiExchange::request);
    this.harvest = harvest;
    this.identifiers = identifiers;
    this.settings = settings;
    on(Identify.class, this::identify);
    on(ListMetadataFormats.class, records::formats);
    on(ListSets.class, this::sets);
    on(ListIdentifiers.class, records::identifiers);
    on(ListRecords.class, records::records);
    on(GetRecord.class, records::record);
  }

  private <M extends OaiRequest> void on(
      Class<M> request, Function<OaiExchange<M>, OaiResponse> handler) {
    handle(request, (exchange, known) -> handler.apply(exchange.with(known)));
  }

  private OaiResponse identify(OaiExchange<Identify> exchange) {
    return new Identification(
        exchange.repository().name(),
        List.of(settings.adminEmail()),
        harvest.earliest(),
        settings.compressions(),
        settings.domain(),
        identifiers.write(null, SAMPLE));
  }

  /** All sets come in one answer, so that every resumption token is invalid. */
  private OaiResponse sets(OaiExchange<ListSets> exchange) {
    return exchange.request().resumptionToken() == null
        ? new OaiResponse.Sets(OaiSets.of(harvest, exchange.repository().scope()))
        : Errors.of(Code.BAD_RESUMPTION_TOKEN, "ListSets issues no tokens.");
  }
}

package org.samling.routes.oai;

import java.util.List;
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
import org.samling.oaipmh.OaiResponse.Identified;
import org.samling.routes.ProtocolRoutes;

/**
 * The OAI-PMH routes: one for each verb. A route takes an {@link OaiExchange} and leaves an {@link
 * OaiResponse}; faults go back to who sent the exchange.
 */
final class OaiRoutes extends ProtocolRoutes {

  static final String IDENTIFY = "direct:oai-identify";
  static final String LIST_METADATA_FORMATS = "direct:oai-list-metadata-formats";
  static final String LIST_SETS = "direct:oai-list-sets";
  static final String LIST_IDENTIFIERS = "direct:oai-list-identifiers";
  static final String LIST_RECORDS = "direct:oai-list-records";
  static final String GET_RECORD = "direct:oai-get-record";

  static final List<String> ALL =
      List.of(
          IDENTIFY, LIST_METADATA_FORMATS, LIST_SETS, LIST_IDENTIFIERS, LIST_RECORDS, GET_RECORD);

  private static final RecordKey SAMPLE = new RecordKey("870970", "51234567");

  private final CatalogueHarvest harvest;
  private final OaiRecords records;
  private final OaiIdentifiers identifiers;
  private final OaiSettings settings;

  OaiRoutes(
      CatalogueHarvest harvest,
      OaiRecords records,
      OaiIdentifiers identifiers,
      OaiSettings settings) {
    this.harvest = harvest;
    this.records = records;
    this.identifiers = identifiers;
    this.settings = settings;
  }

  @Override
  public void configure() {
    errorHandler(defaultErrorHandler().logExhausted(false));
    from(IDENTIFY).routeId("oai-identify").process(to(this::identify));
    from(LIST_METADATA_FORMATS).routeId("oai-list-metadata-formats").process(to(records::formats));
    from(LIST_SETS).routeId("oai-list-sets").process(to(this::sets));
    from(LIST_IDENTIFIERS).routeId("oai-list-identifiers").process(to(records::identifiers));
    from(LIST_RECORDS).routeId("oai-list-records").process(to(records::records));
    from(GET_RECORD).routeId("oai-get-record").process(to(records::record));
  }

  /** The route of a request. */
  static String of(OaiRequest request) {
    return switch (request) {
      case Identify _ -> IDENTIFY;
      case ListMetadataFormats _ -> LIST_METADATA_FORMATS;
      case ListSets _ -> LIST_SETS;
      case ListIdentifiers _ -> LIST_IDENTIFIERS;
      case ListRecords _ -> LIST_RECORDS;
      case GetRecord _ -> GET_RECORD;
    };
  }

  private OaiResponse identify(OaiExchange<Identify> exchange) {
    return new Identified(
        exchange.repository().name(),
        List.of(settings.adminEmail()),
        harvest.earliest(),
        settings.compressions(),
        settings.domain(),
        identifiers.write(null, SAMPLE));
  }

  /** All sets come in one answer, so that no token was ever given out. */
  private OaiResponse sets(OaiExchange<ListSets> exchange) {
    return exchange.request().resumptionToken() == null
        ? new OaiResponse.Sets(OaiSets.of(harvest, exchange.repository().scope()))
        : Errors.of(Code.BAD_RESUMPTION_TOKEN, "ListSets gives out no tokens.");
  }
}

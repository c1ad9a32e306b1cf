package org.samling.routes.oai;

import java.time.Duration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.samling.core.StoreException;
import org.samling.core.catalogue.RecordRenderer;
import org.samling.core.harvest.CatalogueHarvest;
import org.samling.core.harvest.Signatures;
import org.samling.core.login.LoginLimitException;
import org.samling.core.organisation.Accounts;
import org.samling.core.organisation.Tenants;
import org.samling.core.requests.Deadline;
import org.samling.oaipmh.OaiDecoded;
import org.samling.oaipmh.OaiRequest;
import org.samling.oaipmh.OaiRequestDecoder;
import org.samling.oaipmh.OaiResponse;
import org.samling.oaipmh.OaiResponse.Errors;
import org.samling.oaipmh.OaiResponseEncoder;
import org.samling.routes.Meter;
import org.samling.routes.Switchboard;
import org.samling.routes.oai.OaiRepositories.Admitted;
import org.samling.routes.oai.OaiRepositories.Refused;
import org.samling.routes.oai.OaiRepositories.Repository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers OAI-PMH 2.0.
 *
 * <pre>
 *   arguments -> repository -> request -> route -> query -> response -> bytes
 * </pre>
 *
 * <p>Safe for use by many threads.
 */
public final class OaiResponder {

  private static final Logger LOG = LoggerFactory.getLogger(OaiResponder.class);
  private static final String ANSWERED = "answered";

  private final CatalogueHarvest harvest;
  private final OaiRepositories repositories;
  private final Switchboard<OaiExchange<?>, OaiResponse> switchboard;
  private final Duration answerWithin;
  private final Meter meter;

  /**
   * The ports of the core that OAI-PMH needs.
   *
   * @param accounts authenticates those who may harvest a catalogue that is not public
   * @param tenants lists the catalogues
   * @param harvest lists changes
   * @param renderer writes records in the formats
   * @param signatures signs tokens
   */
  public record Ports(
      Accounts accounts,
      Tenants tenants,
      CatalogueHarvest harvest,
      RecordRenderer renderer,
      Signatures signatures) {}

  /**
   * Adds the OAI-PMH routes to a started Camel context.
   *
   * @param ports the ports that the routes use
   * @param meter records every answer
   */
  public OaiResponder(CamelContext camel, Ports ports, OaiSettings settings, Meter meter) {
    this.harvest = ports.harvest();
    this.repositories = new OaiRepositories(ports.tenants(), ports.accounts());
    this.answerWithin = settings.answerWithin();
    this.meter = meter;
    var identifiers = new OaiIdentifiers(settings.domain());
    var records =
        new OaiRecords(
            harvest,
            ports.renderer(),
            identifiers,
            new OaiTokens(ports.signatures()),
            settings.pageSize());
    switchboard = new Switchboard<>(camel, new OaiRoutes(harvest, records, identifiers, settings));
  }

  /**
   * Answers a request. Blocks for as long as the store takes: call it on a thread that may block.
   *
   * @throws IllegalStateException for a bug
   */
  public OaiAnswer answer(OaiCall call) {
    try {
      return Deadline.within(answerWithin, () -> admitAndAnswer(call));
    } catch (LoginLimitException e) {
      return new OaiAnswer.Limited(e);
    } catch (StoreException e) {
      LOG.warn("OAI-PMH request could not be answered: {}", e.toString());
      return new OaiAnswer.Unavailable();
    }
  }

  private OaiAnswer admitAndAnswer(OaiCall call) {
    return switch (repositories.admit(call)) {
      case Refused(var answer) -> answer;
      case Admitted(var repository) -> answer(call, repository);
    };
  }

  private OaiAnswer answer(OaiCall call, Repository repository) {
    var started = System.nanoTime();
    var moment = harvest.mark();
    var decoded = OaiRequestDecoder.decode(call.arguments());
    var response =
        switch (decoded) {
          case OaiDecoded.Malformed(var errors) -> new Errors(errors);
          case OaiDecoded.Request(var request, _) ->
              route(new OaiExchange<>(repository, request, moment));
        };
    var arguments =
        switch (decoded) {
          case OaiDecoded.Malformed _ -> Map.<String, String>of();
          case OaiDecoded.Request(_, var asked) -> asked;
        };
    var body = OaiResponseEncoder.encode(call.baseUrl(), moment.at(), arguments, response);
    meter.answered(
        decoded instanceof OaiDecoded.Request(var request, _) ? request.verb().label() : Meter.NONE,
        response instanceof Errors(var errors) ? errors.getFirst().code().label() : ANSWERED,
        Duration.ofNanos(System.nanoTime() - started));
    return new OaiAnswer.Response(body);
  }

  private OaiResponse route(OaiExchange<OaiRequest> exchange) {
    try {
      return switchboard.send(exchange);
    } catch (StoreException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(
          "OAI-PMH " + exchange.request().verb().label() + " failed", e);
    }
  }
}

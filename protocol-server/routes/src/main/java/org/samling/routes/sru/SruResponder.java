package org.samling.routes.sru;

import java.time.Duration;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.catalogue.RecordRenderer;
import org.samling.core.circulation.Inquiries;
import org.samling.core.login.LoginLimitException;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Accounts;
import org.samling.core.organisation.Tenants;
import org.samling.core.requests.CurrentRequest;
import org.samling.core.requests.Deadline;
import org.samling.core.search.CatalogueSearch;
import org.samling.core.search.RemoteSearch;
import org.samling.core.search.SearchHelp;
import org.samling.routes.Meter;
import org.samling.routes.Switchboard;
import org.samling.routes.catalogue.DatabaseSearch;
import org.samling.routes.catalogue.Databases;
import org.samling.routes.catalogue.Databases.Database;
import org.samling.sru.SruDecoded;
import org.samling.sru.SruRequest;
import org.samling.sru.SruRequestDecoder;
import org.samling.sru.SruResponse;
import org.samling.sru.SruResponse.Failure;
import org.samling.sru.SruResponseEncoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers SRU 1.1, 1.2 and 2.0.
 *
 * <pre>
 *   parameters -> database -> request -> route -> query -> response -> bytes
 * </pre>
 *
 * <p>The databases and the accounts that may search them are those of Z39.50. Safe for use by many
 * threads.
 */
public final class SruResponder {

  private static final Logger LOG = LoggerFactory.getLogger(SruResponder.class);
  private static final String ANSWERED = "answered";

  private final Accounts accounts;
  private final Databases databases;
  private final Switchboard<SruExchange<?>, SruResponse> switchboard;
  private final Duration answerWithin;
  private final Meter meter;

  /**
   * The ports of the core that SRU needs.
   *
   * @param accounts authenticates those who may search a catalogue that is not public
   * @param tenants lists the catalogues
   * @param search searches them
   * @param help suggests other queries
   * @param remote searches other libraries' catalogues
   * @param inquiries looks up the items of records
   * @param renderer writes records in their schemas
   */
  public record Ports(
      Accounts accounts,
      Tenants tenants,
      CatalogueSearch search,
      SearchHelp help,
      RemoteSearch remote,
      Inquiries inquiries,
      RecordRenderer renderer) {}

  /**
   * Adds the SRU routes to a started Camel context.
   *
   * @param ports the ports that the routes use
   * @param answerWithin how long an answer may wait for the store
   * @param meter records every answer
   */
  public SruResponder(CamelContext camel, Ports ports, Duration answerWithin, Meter meter) {
    this.answerWithin = answerWithin;
    this.accounts = ports.accounts();
    this.databases = new Databases(ports.tenants(), ports.remote().databases());
    this.meter = meter;
    var search = new DatabaseSearch(ports.search(), ports.remote());
    var records = new SruRecords(ports.inquiries(), ports.renderer());
    switchboard =
        new Switchboard<>(
            camel,
            new SruRoutes(new SruSearch(search, ports.help(), records), new SruScan(search)));
  }

  /**
   * Answers a request. Blocks for as long as the store takes: call it on a thread that may block.
   *
   * @throws IllegalStateException for a bug
   */
  public SruAnswer answer(SruCall call) {
    try {
      return Deadline.within(answerWithin, () -> authenticateAndAnswer(call));
    } catch (LoginLimitException e) {
      return new SruAnswer.Limited(e);
    } catch (StoreException e) {
      LOG.warn("SRU request could not be answered: {}", e.toString());
      return new SruAnswer.Unavailable();
    }
  }

  private SruAnswer authenticateAndAnswer(SruCall call) {
    var account = account(call);
    if (call.credentials() != null && account.isEmpty()) {
      return new SruAnswer.Unauthorized();
    }
    account.ifPresent(a -> CurrentRequest.isOf(a.username()));
    return switch (databases.named(call.database(), account.orElse(null))) {
      case Databases.Unknown() -> new SruAnswer.Unknown();
      case Databases.Forbidden() -> new SruAnswer.Unauthorized();
      case Database database -> answer(call, database, account.orElse(null));
    };
  }

  private Optional<Account> account(SruCall call) {
    var credentials = call.credentials();
    return credentials == null
        ? Optional.empty()
        : accounts.authenticate(
            Account.Protocol.Z3950, credentials.username(), credentials.password());
  }

  private SruAnswer answer(SruCall call, Database database, @Nullable Account account) {
    var started = System.nanoTime();
    var decoded = SruRequestDecoder.decode(call.parameters());
    var response =
        switch (decoded) {
          case SruDecoded.Malformed malformed ->
              Failure.of(malformed.operation(), malformed.diagnostic());
          case SruDecoded.Request(_, var request, _, var warnings) ->
              route(new SruExchange<>(database, call.address(), account, request))
                  .withWarnings(warnings);
        };
    var body = SruResponseEncoder.encode(decoded.version(), decoded.parameters(), response);
    meter.answered(
        decoded.operation().label(),
        response instanceof Failure(_, var diagnostics)
            ? diagnostics.getLast().code().message()
            : ANSWERED,
        Duration.ofNanos(System.nanoTime() - started));
    return new SruAnswer.Response(decoded.version(), body);
  }

  private SruResponse route(SruExchange<SruRequest> exchange) {
    try {
      return switchboard.send(exchange);
    } catch (StoreException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(
          "SRU " + exchange.request().operation().label() + " failed", e);
    }
  }
}

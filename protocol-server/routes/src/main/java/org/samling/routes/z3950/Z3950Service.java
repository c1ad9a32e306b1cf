package org.samling.routes.z3950;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordReader;
import org.samling.core.catalogue.RecordRenderer;
import org.samling.core.catalogue.RecordUpdates;
import org.samling.core.catalogue.WorkLevels;
import org.samling.core.circulation.Inquiries;
import org.samling.core.ill.InterlibraryRequests;
import org.samling.core.organisation.Accounts;
import org.samling.core.organisation.Tenants;
import org.samling.core.requests.CurrentRequest;
import org.samling.core.requests.Deadline;
import org.samling.core.search.Cancellation;
import org.samling.core.search.CatalogueSearch;
import org.samling.core.search.RemoteSearch;
import org.samling.routes.Meter;
import org.samling.routes.Switchboard;
import org.samling.routes.catalogue.DatabaseSearch;
import org.samling.routes.catalogue.Databases;
import org.samling.z3950.Apdu;
import org.samling.z3950.Close;
import org.samling.z3950.CloseReason;
import org.samling.z3950.Decoded;
import org.samling.z3950.InitOption;
import org.samling.z3950.UnsupportedApdu;
import org.samling.z3950.Z3950Codec;
import org.samling.z3950.Z3950Frame;
import org.samling.z3950.Z3950Request;
import org.samling.z3950.Z3950Request.DeleteResultSetRequest;
import org.samling.z3950.Z3950Request.ExtendedServicesRequest;
import org.samling.z3950.Z3950Request.InitializeRequest;
import org.samling.z3950.Z3950Request.PresentRequest;
import org.samling.z3950.Z3950Request.RequestedAction;
import org.samling.z3950.Z3950Request.ScanRequest;
import org.samling.z3950.Z3950Request.SearchRequest;
import org.samling.z3950.Z3950Request.SortRequest;
import org.samling.z3950.Z3950Request.TriggerResourceControlRequest;
import org.samling.z3950.Z3950Response;
import org.samling.z3950.Z3950Response.InitializeResponse;
import org.samling.z3950.Z3950Response.PresentResponse;
import org.samling.z3950.Z3950Response.SearchResponse;
import org.samling.z3950.Z3950Response.Segment;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.data.Bib1Diagnostic;
import org.samling.z3950.data.DefaultDiagFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers Z39.50 APDUs (ANSI/NISO Z39.50-2003, versions 2 and 3).
 *
 * <pre>
 *   APDU -> message -> route -> query or records -> message -> APDU
 * </pre>
 *
 * <p>Applies the rules that hold for every message: Init first and once, and how a session ends.
 * Safe for use by many connections; the APDUs of one connection come one after another.
 */
public final class Z3950Service {

  private static final Logger LOG = LoggerFactory.getLogger(Z3950Service.class);

  /** The most bytes of an APDU that is inspected before its turn. */
  private static final int LARGEST_TRIGGER = 1_024;

  private final Switchboard<Z3950Exchange<?>, Z3950Response> switchboard;
  private final Duration answerWithin;
  private final Meter meter;

  /**
   * The ports of the core that Z39.50 needs.
   *
   * @param accounts authenticates clients
   * @param tenants lists the catalogues
   * @param search searches them
   * @param remote searches other libraries' catalogues
   * @param inquiries looks up the items of records
   * @param works looks up the levels of multipart works
   * @param renderer writes records in their syntaxes
   * @param reader reads the records of updates
   * @param updates stores them
   * @param requests stores orders
   */
  public record Ports(
      Accounts accounts,
      Tenants tenants,
      CatalogueSearch search,
      RemoteSearch remote,
      Inquiries inquiries,
      WorkLevels works,
      RecordRenderer renderer,
      RecordReader reader,
      RecordUpdates updates,
      InterlibraryRequests requests) {}

  /**
   * Adds the Z39.50 routes to a started Camel context.
   *
   * @param ports the ports that the routes use
   * @param meter records every answer
   */
  public Z3950Service(CamelContext camel, Ports ports, Z3950Settings settings, Meter meter) {
    this.meter = meter;
    this.answerWithin = settings.answerWithin();
    var databases = new Z3950Databases(new Databases(ports.tenants(), ports.remote().databases()));
    var search = new DatabaseSearch(ports.search(), ports.remote());
    var records = new Z3950Records(ports.inquiries(), ports.works(), ports.renderer());
    switchboard =
        new Switchboard<>(
            camel,
            new Z3950Routes(
                new Z3950Init(ports.accounts(), databases, settings),
                new Z3950Search(search, databases, records, settings),
                new Z3950Present(records),
                new Z3950Scan(search, databases),
                new Z3950Sort(settings),
                new Z3950ExtendedServices(
                    new Z3950Update(ports.reader(), ports.updates(), databases),
                    new Z3950ItemOrder(ports.search(), ports.inquiries(), ports.requests()),
                    ports.search())));
  }

  /**
   * Answers an APDU. Blocks for as long as the store takes: call it on a thread that may block.
   *
   * @param session the session of the connection it came on
   */
  public Z3950Answer answer(Z3950Session session, Z3950Frame frame) {
    var started = System.nanoTime();
    var decoded = session.codec().decode(frame);
    var segments = new ArrayList<Segment>();
    var response =
        switch (decoded) {
          case Decoded.Message<Z3950Request>(var message) -> {
            var cancellation = session.operations().begin(message.referenceId());
            yield answer(new Z3950Exchange<>(session, message, segments), cancellation);
          }
          case Decoded.TooComplex<Z3950Request>(
                  var apdu,
                  var referenceId,
                  var limit,
                  var allowed) -> {
            var _ = session.operations().begin(referenceId);
            yield tooComplex(apdu, referenceId, "more than %d %s".formatted(allowed, limit));
          }
          case Decoded.Malformed<Z3950Request>(_, var referenceId, var reason, var position) ->
              new Close(
                  referenceId,
                  CloseReason.PROTOCOL_ERROR,
                  "%s, at byte %d".formatted(reason, position));
        };
    session.operations().end();
    var account = session.account();
    if (account != null) {
      CurrentRequest.isOf(account.username());
    }
    meter.answered(
        decoded instanceof Decoded.Message<Z3950Request>(var message)
            ? message.apdu().title()
            : Meter.NONE,
        response == null ? Meter.NONE : response.apdu().title(),
        Duration.ofNanos(System.nanoTime() - started));
    return answer(session, segments, response);
  }

  /**
   * Registers an APDU on arrival, before earlier ones are all answered; never blocks.
   *
   * @param session the session of the connection it came on
   * @param frame its bytes
   * @return whether the APDU needs no answer: it concerned an operation that is running or waiting
   */
  public boolean handleOnArrival(Z3950Session session, Z3950Frame frame) {
    if (session.has(InitOption.TRIGGER_RESOURCE_CTRL)
        && frame.bytes().length <= LARGEST_TRIGGER
        && Z3950Codec.apdu(frame) == Apdu.TRIGGER_RESOURCE_CONTROL_REQUEST
        && session.codec().decode(frame)
            instanceof
            Decoded.Message<Z3950Request>(TriggerResourceControlRequest(var id, var action, _))) {
      // Resource reports and queries are optional, and this server has none.
      if (action == RequestedAction.CANCEL) {
        session.operations().cancel(id);
      }
      return true;
    }
    session.operations().countArrival();
    return false;
  }

  /** The answer, or null if the message needs none. */
  private @Nullable Z3950Response answer(
      Z3950Exchange<Z3950Request> exchange, Cancellation cancellation) {
    var session = exchange.session();
    var message = exchange.message();
    if (message instanceof InitializeRequest == session.isOpen() && !(message instanceof Close)) {
      return new Close(
          message.referenceId(),
          CloseReason.PROTOCOL_ERROR,
          session.isOpen() ? "Init was sent before" : "Init must come first");
    }
    var option = option(message);
    if (option != null && !session.has(option)) {
      return Z3950Routes.notNegotiated(message);
    } else if (message instanceof TriggerResourceControlRequest) {
      return null; // it waited for its turn, so no earlier operation is still running
    } else if (cancellation.isRequested() && Z3950Routes.isCancellable(message)) {
      return Z3950Routes.cancelled(exchange);
    }
    return cancellation.during(() -> send(exchange));
  }

  private Z3950Response send(Z3950Exchange<Z3950Request> exchange) {
    try {
      return exchange.message() instanceof ExtendedServicesRequest
          ? switchboard.send(exchange) // an update takes as long as its records
          : Deadline.within(answerWithin, () -> switchboard.send(exchange));
    } catch (Exception e) {
      LOG.error("Z39.50 route failed", e);
      return Z3950Routes.failure(
          exchange, DefaultDiagFormat.of(Bib1Diagnostic.PERMANENT_SYSTEM_ERROR, ""));
    }
  }

  /** The option that a message requires, or null if it is always permitted. */
  private static @Nullable InitOption option(Z3950Request message) {
    return switch (message) {
      case ScanRequest _ -> InitOption.SCAN;
      case SortRequest _ -> InitOption.SORT;
      case ExtendedServicesRequest _ -> InitOption.EXTENDED_SERVICES;
      case TriggerResourceControlRequest _ -> InitOption.TRIGGER_RESOURCE_CTRL;
      case InitializeRequest _,
          SearchRequest _,
          PresentRequest _,
          DeleteResultSetRequest _,
          Close _,
          UnsupportedApdu _ ->
          null;
    };
  }

  /** Exceeding the codec's limits ends the session, except in a search. */
  private static Z3950Response tooComplex(
      @Nullable Apdu apdu, @Nullable Octets referenceId, String addinfo) {
    return apdu == Apdu.SEARCH_REQUEST
        ? SearchResponse.failure(
            referenceId, DefaultDiagFormat.of(Bib1Diagnostic.TOO_MANY_BOOLEAN_OPERATORS, addinfo))
        : new Close(referenceId, CloseReason.PROTOCOL_ERROR, addinfo);
  }

  /** Version 2 has no Close: there a session just ends. */
  private static Z3950Answer answer(
      Z3950Session session, List<Segment> segments, @Nullable Z3950Response response) {
    return switch (response) {
      case null -> new Z3950Answer(List.of(), null);
      case PresentResponse present when !segments.isEmpty() ->
          new Z3950Answer(
              Stream.concat(segments.stream(), Stream.of(present))
                  .map(session.codec()::encode)
                  .toList(),
              null);
      case Close close ->
          new Z3950Answer(
              session.hasClose() ? session.codec().encode(close) : null,
              close.closeReason() == CloseReason.FINISHED
                  ? "is done"
                  : "is ended: " + close.diagnosticInformation());
      case InitializeResponse init when !init.result() ->
          new Z3950Answer(session.codec().encode(init), "failed to log in");
      default -> new Z3950Answer(session.codec().encode(response), null);
    };
  }

  /**
   * Ends a client's session.
   *
   * @param reason the standard's reason
   * @param why the same as a sentence about the client ("was idle for too long")
   */
  public Z3950Answer endSession(Z3950Session session, CloseReason reason, String why) {
    return new Z3950Answer(
        session.hasClose()
            ? session.codec().encode(new Close(null, reason, "the client " + why))
            : null,
        why);
  }
}

package org.samling.routes.z3950;

import java.time.Duration;
import java.util.List;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordRenderer;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Accounts;
import org.samling.core.organisation.Tenants;
import org.samling.core.search.CatalogueSearch;
import org.samling.routes.Meter;
import org.samling.routes.Switchboard;
import org.samling.z3950.Apdu;
import org.samling.z3950.Bib1Diagnostic;
import org.samling.z3950.Close;
import org.samling.z3950.CloseReason;
import org.samling.z3950.Decoded;
import org.samling.z3950.DefaultDiagFormat;
import org.samling.z3950.Octets;
import org.samling.z3950.Z3950Frame;
import org.samling.z3950.Z3950Request;
import org.samling.z3950.Z3950Request.InitializeRequest;
import org.samling.z3950.Z3950Response;
import org.samling.z3950.Z3950Response.InitializeResponse;
import org.samling.z3950.Z3950Response.SearchResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers Z39.50 APDUs (ANSI/NISO Z39.50-2003, versions 2 and 3).
 *
 * <pre>
 *   APDU -> message -> route -> query or records -> message -> APDU
 * </pre>
 *
 * <p>Here stand the rules that hold for every message whatever it asks: Init first and once, and
 * how a session ends. Safe for use by many connections; the APDUs of one connection come one after
 * another.
 */
public final class Z3950Service {

  private static final Logger LOG = LoggerFactory.getLogger(Z3950Service.class);

  private final Switchboard switchboard;
  private final Meter meter;

  /**
   * The ports that Z39.50 needs of the core.
   *
   * @param accounts knows who may log in
   * @param tenants knows the catalogues
   * @param search searches them
   * @param inquiries knows where items stand
   * @param renderer writes records in their syntaxes
   */
  public record Ports(
      Accounts accounts,
      Tenants tenants,
      CatalogueSearch search,
      Inquiries inquiries,
      RecordRenderer renderer) {}

  /**
   * Adds the Z39.50 routes to a Camel context that is started.
   *
   * @param camel the context
   * @param ports what the routes call
   * @param settings what they go by
   * @param meter is told of every answer
   */
  public Z3950Service(CamelContext camel, Ports ports, Z3950Settings settings, Meter meter) {
    this.meter = meter;
    var databases = new Z3950Databases(ports.tenants());
    var records = new Z3950Records(ports.inquiries(), ports.renderer());
    switchboard =
        new Switchboard(
            camel,
            new Z3950Routes(
                new Z3950Init(ports.accounts(), databases, settings),
                new Z3950Search(ports.search(), databases, records, settings),
                new Z3950Present(records)),
            List.of(
                Z3950Routes.INIT,
                Z3950Routes.SEARCH,
                Z3950Routes.PRESENT,
                Z3950Routes.DELETE_RESULT_SET,
                Z3950Routes.CLOSE,
                Z3950Routes.NOT_SUPPORTED));
  }

  /**
   * Answers an APDU. May take as long as the store; to be called on a thread that may wait.
   *
   * @param session the connection it came on
   * @param frame its bytes
   */
  public Z3950Answer answer(Z3950Session session, Z3950Frame frame) {
    var started = System.nanoTime();
    var decoded = session.codec().decode(frame);
    var response =
        switch (decoded) {
          case Decoded.Message<Z3950Request>(var message) -> answer(session, message);
          case Decoded.TooComplex<Z3950Request>(
                  var apdu,
                  var referenceId,
                  var limit,
                  var allowed) ->
              tooComplex(apdu, referenceId, "more than %d %s".formatted(allowed, limit));
          case Decoded.Malformed<Z3950Request>(_, var referenceId, var reason, var position) ->
              new Close(
                  referenceId,
                  CloseReason.PROTOCOL_ERROR,
                  "%s, at byte %d".formatted(reason, position));
        };
    meter.answered(
        decoded instanceof Decoded.Message<Z3950Request>(var message)
            ? message.apdu().title()
            : Meter.NONE,
        response.apdu().title(),
        Duration.ofNanos(System.nanoTime() - started));
    return answer(session, response);
  }

  private Z3950Response answer(Z3950Session session, Z3950Request message) {
    if (message instanceof InitializeRequest == session.isOpen() && !(message instanceof Close)) {
      return new Close(
          message.referenceId(),
          CloseReason.PROTOCOL_ERROR,
          session.isOpen() ? "Init was answered already" : "Init comes first");
    }
    try {
      return (Z3950Response)
          switchboard.send(Z3950Routes.of(message), new Z3950Exchange<>(session, message));
    } catch (Exception e) {
      LOG.error("a Z39.50 route met a fault", e);
      return Z3950Routes.failure(
          message, DefaultDiagFormat.of(Bib1Diagnostic.PERMANENT_SYSTEM_ERROR, ""));
    }
  }

  /** What can't be taken apart within the limits ends a session, but for a search. */
  private static Z3950Response tooComplex(
      @Nullable Apdu apdu, @Nullable Octets referenceId, String addinfo) {
    return apdu == Apdu.SEARCH_REQUEST
        ? SearchResponse.failure(
            referenceId, DefaultDiagFormat.of(Bib1Diagnostic.TOO_MANY_BOOLEAN_OPERATORS, addinfo))
        : new Close(referenceId, CloseReason.PROTOCOL_ERROR, addinfo);
  }

  /** Version 2 has no Close: there a session just ends. */
  private static Z3950Answer answer(Z3950Session session, Z3950Response response) {
    return switch (response) {
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
   * Takes leave of a client.
   *
   * @param session its connection
   * @param reason the standard's reason
   * @param why the same as a sentence about the client ("said nothing for too long")
   */
  public Z3950Answer leave(Z3950Session session, CloseReason reason, String why) {
    return new Z3950Answer(
        session.hasClose()
            ? session.codec().encode(new Close(null, reason, "the client " + why))
            : null,
        why);
  }
}

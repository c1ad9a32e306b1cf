package org.samling.routes.ncip;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Accounts;
import org.samling.core.patron.PatronAuthentication;
import org.samling.core.patron.PatronRegister;
import org.samling.core.privacy.Access;
import org.samling.core.search.CatalogueSearch;
import org.samling.ncip.Decoded;
import org.samling.ncip.NcipCodec;
import org.samling.ncip.NcipHeader;
import org.samling.ncip.NcipLimits;
import org.samling.ncip.NcipMessage;
import org.samling.ncip.NcipResponse;
import org.samling.ncip.NcipResponse.ProblemResponse;
import org.samling.ncip.NcipVersion;
import org.samling.ncip.Problem;
import org.samling.ncip.ProblemType;
import org.samling.routes.Commands;
import org.samling.routes.Meter;
import org.samling.routes.Switchboard;
import org.samling.routes.ncip.NcipAdmission.Admitted;
import org.samling.routes.ncip.NcipAdmission.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers NCIP messages (ANSI/NISO Z39.83, versions 1.0 to 2.02).
 *
 * <pre>
 *   bytes -> message -> account -> route -> command or question -> outcome -> message -> bytes
 * </pre>
 *
 * <p>Here stand the rules that hold for every message whatever it asks: who may ask. Safe for use
 * by many threads.
 */
public final class NcipResponder {

  private static final Logger LOG = LoggerFactory.getLogger(NcipResponder.class);

  private final NcipCodec codec;
  private final NcipSettings settings;
  private final NcipAdmission admission;
  private final Switchboard switchboard;
  private final Meter meter;

  /**
   * The ports that NCIP needs of the core.
   *
   * @param accounts knows the partners
   * @param authentication checks PINs
   * @param circulation takes commands
   * @param inquiries answers questions
   * @param search finds titles by their numbers
   * @param patrons takes new patrons
   */
  public record Ports(
      Accounts accounts,
      PatronAuthentication authentication,
      Circulation circulation,
      Inquiries inquiries,
      CatalogueSearch search,
      PatronRegister patrons) {}

  /**
   * Adds the NCIP routes to a Camel context that is started.
   *
   * @param camel the context
   * @param ports what the routes call
   * @param settings what they go by
   * @param meter is told of every answer
   */
  public NcipResponder(CamelContext camel, Ports ports, NcipSettings settings, Meter meter) {
    var usual = NcipLimits.DEFAULT;
    this.codec =
        new NcipCodec(
            new NcipLimits(
                settings.messageLimit(),
                usual.maxDepth(),
                usual.maxElements(),
                usual.maxTextLength(),
                usual.maxAttributes()));
    this.settings = settings;
    this.admission = new NcipAdmission(ports.accounts());
    this.meter = meter;
    var routes = new NcipRoutes(services(ports, settings));
    switchboard = new Switchboard(camel, routes, routes.uris());
  }

  private static NcipRoutes.Services services(Ports ports, NcipSettings settings) {
    var inquiries = ports.inquiries();
    var commands = new Commands(ports.circulation(), settings.deadline());
    var patrons = new NcipPatrons(ports.authentication(), inquiries);
    var items = new NcipItems(inquiries);
    var titles = new NcipTitles(ports.search());
    return new NcipRoutes.Services(
        new NcipUsers(patrons),
        items,
        new NcipItemSets(items, titles, inquiries),
        new NcipRequests(commands, patrons, items, titles),
        new NcipHolds(commands, patrons, items, inquiries),
        new NcipLoans(commands, patrons, inquiries),
        new NcipFees(commands, patrons, inquiries),
        new NcipNewUsers(inquiries, ports.patrons()),
        new NcipAgencies(inquiries));
  }

  /**
   * Answers a message. May take as long as the store; to be called on a thread that may wait.
   *
   * @param call the message as it came
   */
  public NcipAnswer answer(NcipCall call) {
    var started = System.nanoTime();
    var received = Instant.now();
    var decoded = codec.decode(call.body().bytes(), ZoneOffset.UTC);
    return switch (decoded) {
      case Decoded.Malformed malformed -> {
        LOG.info(
            "unreadable NCIP: {}, line {} column {}",
            malformed.what(),
            malformed.line(),
            malformed.column());
        yield answer(malformed.answer(), malformed.version(), malformed.header(), false, started);
      }
      case Decoded.Message(var message) -> {
        var response = answer(call, message, received);
        yield answer(
            response.message(), message.version(), message.header(), response.byHttp(), started);
      }
    };
  }

  /**
   * What is answered to something that can't be read as a message, by whatever carries messages.
   *
   * @param type the kind of problem
   * @param detail a sentence for people
   */
  public byte[] refuse(ProblemType type, String detail) {
    return codec.encode(
        new NcipResponse.MessageProblem(Problem.of(type, null, detail)), NcipVersion.UNKNOWN, null);
  }

  /**
   * A response on its way out.
   *
   * @param byHttp whether HTTP is to ask for credentials
   */
  private record Response(NcipResponse message, boolean byHttp) {}

  private Response answer(NcipCall call, NcipMessage message, Instant received) {
    try {
      return switch (admission.admit(call, message.header())) {
        case Admitted(var account) when !NcipScopes.mayUse(account, message.request().service()) ->
            new Response(NcipRoutes.response(message.request(), notAllowed()), false);
        case Admitted(var account) ->
            new Response(route(inZoneOf(account, call, message), account, received), false);
        case Refused(var problem, var byHttp) ->
            new Response(NcipRoutes.response(message.request(), problem), byHttp);
      };
    } catch (StoreException e) {
      LOG.warn("nobody can be let in: {}", e.toString());
      return new Response(NcipRoutes.unknownOutcome(message.request()), false);
    }
  }

  private static ProblemException notAllowed() {
    return new ProblemException(
        ProblemType.UNAUTHORIZED_SERVICE_FOR_AGENCY,
        "The account was not given the scope of this service.",
        null,
        null);
  }

  /** The message again, with times that name no zone read in the tenant's. */
  private NcipMessage inZoneOf(Account account, NcipCall call, NcipMessage message) {
    return codec.decode(call.body().bytes(), account.tenant().zone())
            instanceof Decoded.Message(var again)
        ? again
        : message;
  }

  private NcipResponse route(NcipMessage message, Account account, Instant received) {
    var request = message.request();
    try {
      return (NcipResponse)
          Access.by(
              new Access("NCIP", account.username(), request.service().element()),
              () ->
                  switchboard.send(
                      NcipRoutes.of(request),
                      new NcipExchange<>(account, request, received, settings)));
    } catch (Exception e) {
      LOG.error("an NCIP route met a fault", e);
      return NcipRoutes.unknownOutcome(request);
    }
  }

  private NcipAnswer answer(
      NcipResponse response,
      NcipVersion version,
      @Nullable NcipHeader header,
      boolean byHttp,
      long started) {
    var body = codec.encode(response, version, header);
    meter.answered(
        service(response), problem(response), Duration.ofNanos(System.nanoTime() - started));
    return new NcipAnswer(body, byHttp);
  }

  private static String service(NcipResponse response) {
    return switch (response) {
      case NcipResponse.Done done -> done.service().element();
      case NcipResponse.Acknowledged(var service) -> service.element();
      case ProblemResponse problem -> problem.service().element();
      case NcipResponse.MessageProblem _ -> Meter.NONE;
    };
  }

  private static String problem(NcipResponse response) {
    return switch (response) {
      case ProblemResponse(_, List<Problem> problems, _) ->
          problems.getFirst().problemType().value();
      case NcipResponse.MessageProblem(var problem) -> problem.problemType().value();
      default -> Meter.NONE;
    };
  }
}

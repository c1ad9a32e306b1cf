package org.samling.routes.ncip;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.Inquiries;
import org.samling.core.ill.BorrowingDesk;
import org.samling.core.ill.InterlibraryMessages;
import org.samling.core.ill.InterlibraryRequests;
import org.samling.core.login.LoginLimitException;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Accounts;
import org.samling.core.patron.PatronAuthentication;
import org.samling.core.patron.PatronPins;
import org.samling.core.patron.PatronRegister;
import org.samling.core.privacy.Access;
import org.samling.core.requests.CurrentRequest;
import org.samling.core.requests.Deadline;
import org.samling.core.search.CatalogueSearch;
import org.samling.ncip.Decoded;
import org.samling.ncip.NcipCodec;
import org.samling.ncip.NcipEnvelope;
import org.samling.ncip.NcipLimits;
import org.samling.ncip.NcipMessage;
import org.samling.ncip.NcipResponse;
import org.samling.ncip.NcipResponse.ProblemResponse;
import org.samling.ncip.NcipVersion;
import org.samling.ncip.data.NcipHeader;
import org.samling.ncip.data.Problem;
import org.samling.ncip.data.ProblemType;
import org.samling.routes.Meter;
import org.samling.routes.NewPatrons;
import org.samling.routes.Switchboard;
import org.samling.routes.catalogue.RequestedTitles;
import org.samling.routes.ncip.NcipAdmission.Admitted;
import org.samling.routes.ncip.NcipAdmission.Refused;
import org.samling.routes.ncip.NcipAnswer.Recipient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers NCIP messages (ANSI/NISO Z39.83, versions 1.0 to 2.02).
 *
 * <pre>
 *   bytes -> message -> account -> route -> command or query -> outcome -> message -> bytes
 * </pre>
 *
 * <p>Applies the rules that hold for every message: who may send it. Safe for use by many threads.
 */
public final class NcipResponder {

  private static final Logger LOG = LoggerFactory.getLogger(NcipResponder.class);

  private final NcipCodec codec;
  private final NcipSettings settings;
  private final NcipAdmission admission;
  private final Switchboard<NcipExchange<?>, NcipResponse> switchboard;
  private final Meter meter;

  /**
   * The ports of the core that NCIP needs.
   *
   * @param accounts authenticates the partners
   * @param authentication checks PINs
   * @param circulation executes commands
   * @param inquiries answers queries
   * @param search finds titles by their numbers
   * @param patrons registers new patrons
   * @param requests stores interlibrary requests
   * @param messages stores the messages about them
   * @param borrowing accepts other libraries' items
   */
  public record Ports(
      Accounts accounts,
      PatronAuthentication authentication,
      PatronPins pins,
      Circulation circulation,
      Inquiries inquiries,
      CatalogueSearch search,
      PatronRegister patrons,
      InterlibraryRequests requests,
      InterlibraryMessages messages,
      BorrowingDesk borrowing) {}

  /**
   * Adds the NCIP routes to a started Camel context.
   *
   * @param ports the ports that the routes use
   * @param meter records every answer
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
    this.admission = new NcipAdmission(ports.accounts(), settings.loginsCheckedEvery());
    this.meter = meter;
    switchboard = new Switchboard<>(camel, new NcipRoutes(services(ports, settings)));
  }

  private static NcipRoutes.Services services(Ports ports, NcipSettings settings) {
    var inquiries = ports.inquiries();
    var commands = new Commands(ports.circulation(), settings.deadline());
    var patrons = new NcipPatrons(ports.authentication(), inquiries);
    var items = new NcipItems(inquiries);
    var titles = new NcipTitles(ports.search());
    var lending =
        new NcipLending(
            ports.requests(),
            ports.messages(),
            inquiries,
            new RequestedTitles(ports.search(), inquiries));
    var holds = new NcipHolds(commands, patrons, items, inquiries, lending);
    return new NcipRoutes.Services(
        new NcipRoutes.Users(
            new NcipUsers(patrons),
            new NcipNewUsers(new NewPatrons(inquiries, ports.patrons())),
            new NcipUserChanges(ports.pins())),
        items,
        new NcipItemSets(items, titles, inquiries),
        new NcipRequests(commands, patrons, items, titles, lending, inquiries),
        holds,
        new NcipLoans(commands, patrons, inquiries),
        new NcipFees(commands, patrons, inquiries),
        new NcipBorrowing(ports.borrowing(), ports.messages(), inquiries),
        new NcipShipments(ports.messages()),
        new NcipAgencies(inquiries));
  }

  /**
   * Answers a message. Blocks for as long as the store takes: call it on a thread that may block.
   */
  public NcipAnswer answer(NcipCall call) {
    var started = System.nanoTime();
    var received = Instant.now();
    return switch (codec.open(call.body().bytes())) {
      case Decoded.Malformed malformed -> answer(malformed, Recipient.NOBODY, started);
      case NcipEnvelope envelope ->
          Deadline.within(settings.deadline(), () -> answer(call, envelope, received, started));
    };
  }

  private NcipAnswer answer(Decoded.Malformed malformed, Recipient to, long started) {
    LOG.info(
        "unreadable NCIP message: {}, line {} column {}",
        malformed.what(),
        malformed.line(),
        malformed.column());
    return answer(malformed.answer(), malformed.version(), malformed.header(), to, started);
  }

  /**
   * The answer to something that can't be read as a message, for use by a transport.
   *
   * @param detail a sentence for people
   */
  public byte[] refuse(ProblemType type, String detail) {
    return codec.encode(
        new NcipResponse.MessageProblem(Problem.of(type, null, detail)), NcipVersion.UNKNOWN, null);
  }

  private NcipAnswer answer(NcipCall call, NcipEnvelope envelope, Instant received, long started) {
    var service = envelope.service();
    try {
      return switch (admission.admit(call, envelope.header())) {
        case Refused(var problem, var byHttp) ->
            answer(
                NcipRoutes.response(service, problem),
                envelope,
                byHttp ? Recipient.UNAUTHORIZED : Recipient.NOBODY,
                started);
        case Admitted admitted when !admitted.mayUse(service) ->
            answer(
                NcipRoutes.response(service, notAllowed()), envelope, Recipient.ACCOUNT, started);
        case Admitted(var account, _) -> {
          CurrentRequest.isOf(account.username());
          yield switch (envelope.read(account.tenant().zone())) {
            case Decoded.Malformed malformed -> answer(malformed, Recipient.ACCOUNT, started);
            case Decoded.Message(var message) ->
                answer(
                    route(call, message, account, received), envelope, Recipient.ACCOUNT, started);
          };
        }
      };
    } catch (LoginLimitException e) {
      return answer(NcipRoutes.response(service, limited(e)), envelope, Recipient.NOBODY, started)
          .withLimit(e);
    } catch (StoreException e) {
      LOG.warn("the sender of an NCIP message could not be authenticated: {}", e.toString());
      return answer(NcipRoutes.unknownOutcome(service), envelope, Recipient.NOBODY, started);
    }
  }

  private static ProblemException limited(LoginLimitException limit) {
    return new ProblemException(ProblemType.TEMPORARY_PROCESSING_FAILURE, limit.getMessage(), null);
  }

  private static ProblemException notAllowed() {
    return new ProblemException(
        ProblemType.UNAUTHORIZED_SERVICE_FOR_AGENCY,
        "The account or token does not have the scope of this service.",
        null);
  }

  private NcipResponse route(
      NcipCall call, NcipMessage message, Account account, Instant received) {
    var request = message.request();
    try {
      return account
          .bounds()
          .keep(() ->
              Access.by(
                  new Access("NCIP", account.username(), request.service().element()),
                  () ->
                      switchboard.send(
                          new NcipExchange<>(
                              account,
                              message.header(),
                              request,
                              call.body(),
                              received,
                              settings))));
    } catch (Exception e) {
      LOG.error("NCIP route failed", e);
      return NcipRoutes.unknownOutcome(request.service());
    }
  }

  private NcipAnswer answer(
      NcipResponse response, NcipEnvelope envelope, Recipient to, long started) {
    return answer(response, envelope.version(), envelope.header(), to, started);
  }

  private NcipAnswer answer(
      NcipResponse response,
      NcipVersion version,
      @Nullable NcipHeader header,
      Recipient to,
      long started) {
    var body = codec.encode(response, version, header);
    var problem = problem(response);
    meter.answered(service(response), problem, Duration.ofNanos(System.nanoTime() - started));
    return new NcipAnswer(
        body, to, problem.equals(ProblemType.TEMPORARY_PROCESSING_FAILURE.value()));
  }

  private static String service(NcipResponse response) {
    return switch (response) {
      case NcipResponse.Success done -> done.service().element();
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

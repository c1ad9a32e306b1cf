package org.samling.routes.iso18626;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Inquiries;
import org.samling.core.ill.InterlibraryMessages;
import org.samling.core.ill.InterlibraryRequests;
import org.samling.core.login.LoginLimitException;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Accounts;
import org.samling.core.organisation.Secret;
import org.samling.core.requests.CurrentRequest;
import org.samling.core.requests.Deadline;
import org.samling.core.search.CatalogueSearch;
import org.samling.iso18626.Iso18626Code;
import org.samling.iso18626.Iso18626Code.ErrorType;
import org.samling.iso18626.Iso18626Codec;
import org.samling.iso18626.Iso18626Decoded;
import org.samling.iso18626.Iso18626Message;
import org.samling.iso18626.Iso18626Message.Asking;
import org.samling.iso18626.Iso18626Message.Confirmation;
import org.samling.iso18626.Iso18626Message.ErrorData;
import org.samling.routes.Commands;
import org.samling.routes.Credentials;
import org.samling.routes.Meter;
import org.samling.routes.Switchboard;
import org.samling.routes.catalogue.WantedTitles;
import org.samling.routes.iso18626.Iso18626Answer.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers messages of ISO 18626.
 *
 * <pre>
 *   bytes -> message -> account -> route -> request of the core -> confirmation -> bytes
 * </pre>
 *
 * <p>Safe for use by many threads.
 */
public final class Iso18626Responder {

  private static final Logger LOG = LoggerFactory.getLogger(Iso18626Responder.class);

  private final Iso18626Codec codec;
  private final Accounts accounts;
  private final Switchboard switchboard;
  private final Duration deadline;
  private final Meter meter;

  /**
   * The ports that ISO 18626 needs of the core.
   *
   * @param accounts knows the partners
   * @param circulation renews loans
   * @param inquiries knows the items of titles
   * @param search finds titles by their numbers
   * @param requests keeps requests
   * @param messages keeps what is written about them
   */
  public record Ports(
      Accounts accounts,
      Circulation circulation,
      Inquiries inquiries,
      CatalogueSearch search,
      InterlibraryRequests requests,
      InterlibraryMessages messages) {}

  /**
   * Adds the routes to a Camel context that is started.
   *
   * @param camel the context
   * @param ports what the routes call
   * @param messageLimit the longest message, in bytes
   * @param deadline how long an answer may take
   * @param meter is told of every answer
   */
  public Iso18626Responder(
      CamelContext camel, Ports ports, int messageLimit, Duration deadline, Meter meter) {
    this.codec = new Iso18626Codec(messageLimit);
    this.accounts = ports.accounts();
    this.deadline = deadline;
    this.meter = meter;
    var requests =
        new Iso18626Requests(
            new WantedTitles(ports.search(), ports.inquiries()),
            ports.requests(),
            ports.messages(),
            new Commands(ports.circulation(), deadline),
            deadline);
    switchboard = new Switchboard(camel, new Iso18626Routes(requests), List.of(Iso18626Routes.URI));
  }

  /**
   * Answers a message. May take as long as the store; to be called on a thread that may wait.
   *
   * @param call the message as it came
   */
  public Iso18626Answer answer(Iso18626Call call) {
    var started = System.nanoTime();
    var received = Instant.now();
    var decoded = decode(call, ZoneOffset.UTC, received);
    return switch (decoded) {
      case Iso18626Decoded.Malformed malformed -> {
        LOG.info("unreadable ISO 18626: {}", malformed.what());
        yield answer(malformed.version(), malformed.answer(), Kind.CONFIRMED, started);
      }
      case Iso18626Decoded.Message(var version, var message) ->
          switch (message) {
            case Asking asking ->
                Deadline.within(deadline, () -> answer(call, version, asking, received, started));
            case Confirmation _ -> notAsked(version, received, started);
          };
    };
  }

  private Iso18626Decoded decode(Iso18626Call call, ZoneId zone, Instant received) {
    return codec.decode(call.body().bytes(), zone, received);
  }

  private Iso18626Answer answer(
      Iso18626Call call, String version, Asking message, Instant received, long started) {
    try {
      var account = admitted(call, message);
      if (account.isEmpty()) {
        return answer(
            version,
            Iso18626Message.confirm(
                message,
                received,
                new ErrorData(
                    ErrorType.UNRECOGNISED_DATA_VALUE,
                    "The name or the password is missing, or not right for this address.")),
            Kind.UNAUTHORIZED,
            started);
      }
      CurrentRequest.isOf(account.get().username());
      var exchange =
          new Iso18626Exchange<>(
              account.get(),
              version,
              inZoneOf(account.get(), call, message, received),
              new String(call.body().bytes(), StandardCharsets.UTF_8),
              received);
      var confirmation = (Confirmation) switchboard.send(Iso18626Routes.URI, exchange);
      return answer(version, confirmation, Kind.CONFIRMED, started);
    } catch (LoginLimitException e) {
      var error = new ErrorData(ErrorType.UNRECOGNISED_DATA_VALUE, e.getMessage());
      return answer(version, Iso18626Message.confirm(message, received, error), Kind.LATER, started)
          .by(e);
    } catch (StoreException e) {
      LOG.warn("no answer to a message of ISO 18626: {}", e.toString());
      return later(version, message, received, started);
    } catch (Exception e) {
      LOG.error("a route of ISO 18626 met a fault", e);
      return later(version, message, received, started);
    }
  }

  /** The message again, with times that name no zone read in the tenant's. */
  private Asking inZoneOf(Account account, Iso18626Call call, Asking message, Instant received) {
    return decode(call, account.tenant().zone(), received)
                instanceof Iso18626Decoded.Message(_, var again)
            && again instanceof Asking asking
        ? asking
        : message;
  }

  /** By HTTP's credentials, or where none came by those of the message's own header. */
  private Optional<Account> admitted(Iso18626Call call, Asking message) {
    var given = call.credentials() == null ? inHeader(message) : call.credentials();
    return given == null
        ? Optional.empty()
        : accounts
            .authenticate(Account.Protocol.NCIP, given.username(), given.password())
            .filter(a -> call.tenant() == null || a.tenant().code().equals(call.tenant()))
            .filter(call.admits());
  }

  private static @Nullable Credentials inHeader(Asking message) {
    var authentication = message.header().authentication();
    var account = authentication == null ? null : authentication.accountId();
    var code = authentication == null ? null : authentication.securityCode();
    return account == null || code == null ? null : new Credentials(account, new Secret(code));
  }

  private Iso18626Answer later(String version, Asking message, Instant received, long started) {
    return answer(
        version,
        Iso18626Message.confirm(
            message,
            received,
            new ErrorData(
                ErrorType.UNRECOGNISED_DATA_VALUE,
                "Send the same message again later: what was done already is not done twice.")),
        Kind.LATER,
        started);
  }

  private Iso18626Answer notAsked(String version, Instant received, long started) {
    var header =
        new Iso18626Message.ConfirmationHeader(
            null, null, received.toString(), null, null, received, false);
    return answer(
        version,
        new Iso18626Message.RequestConfirmation(
            header,
            new ErrorData(
                ErrorType.UNRECOGNISED_DATA_ELEMENT,
                "A confirmation is the answer to a message, and none itself.")),
        Kind.CONFIRMED,
        started);
  }

  private Iso18626Answer answer(
      String version, Confirmation confirmation, Kind kind, long started) {
    var error = confirmation.error();
    meter.answered(
        name(confirmation),
        error == null ? Meter.NONE : Iso18626Code.wire(error.type()),
        Duration.ofNanos(System.nanoTime() - started));
    return new Iso18626Answer(codec.encode(version, confirmation), kind);
  }

  private static String name(Confirmation confirmation) {
    return switch (confirmation) {
      case Iso18626Message.RequestConfirmation _ -> "Request";
      case Iso18626Message.SupplyingAgencyMessageConfirmation _ -> "SupplyingAgencyMessage";
      case Iso18626Message.RequestingAgencyMessageConfirmation _ -> "RequestingAgencyMessage";
    };
  }
}

package org.samling.routes.iso18626;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Commands;
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
import org.samling.iso18626.Iso18626Message.ConfirmableMessage;
import org.samling.iso18626.Iso18626Message.Confirmation;
import org.samling.iso18626.Iso18626Message.ErrorData;
import org.samling.routes.Credentials;
import org.samling.routes.Meter;
import org.samling.routes.Switchboard;
import org.samling.routes.catalogue.RequestedTitles;
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
  private final Switchboard<Iso18626Exchange<?>, Confirmation> switchboard;
  private final Duration deadline;
  private final Meter meter;

  /** The core's ports that ISO 18626 needs. */
  public record Ports(
      Accounts accounts,
      Circulation circulation,
      Inquiries inquiries,
      CatalogueSearch search,
      InterlibraryRequests requests,
      InterlibraryMessages messages) {}

  /**
   * Adds the routes to a started Camel context.
   *
   * @param messageLimit the longest message, in bytes
   * @param deadline how long an answer may take
   * @param meter counts the answers
   */
  public Iso18626Responder(
      CamelContext camel, Ports ports, int messageLimit, Duration deadline, Meter meter) {
    this.codec = new Iso18626Codec(messageLimit);
    this.accounts = ports.accounts();
    this.deadline = deadline;
    this.meter = meter;
    var requests =
        new Iso18626Requests(
            new CatalogueRequests(
                new RequestedTitles(ports.search(), ports.inquiries()), ports.requests()),
            ports.inquiries(),
            ports.requests(),
            ports.messages(),
            new Commands(ports.circulation(), deadline),
            deadline);
    switchboard = new Switchboard<>(camel, new Iso18626Routes(requests));
  }

  /** Answers a message. May block as long as the store; call it on a thread that may wait. */
  public Iso18626Answer answer(Iso18626Call call) {
    var started = System.nanoTime();
    var received = Instant.now();
    var decoded = decode(call, ZoneOffset.UTC, received);
    return switch (decoded) {
      case Iso18626Decoded.Malformed malformed -> {
        LOG.info("a message of ISO 18626 could not be read: {}", malformed.what());
        yield answer(malformed.version(), malformed.answer(), Kind.CONFIRMED, started);
      }
      case Iso18626Decoded.Message(var version, var message) ->
          switch (message) {
            case ConfirmableMessage asking ->
                Deadline.within(deadline, () -> answer(call, version, asking, received, started));
            case Confirmation _ -> unexpected(version, received, started);
          };
    };
  }

  private Iso18626Decoded decode(Iso18626Call call, ZoneId zone, Instant received) {
    return codec.decode(call.body().bytes(), zone, received);
  }

  private Iso18626Answer answer(
      Iso18626Call call,
      String version,
      ConfirmableMessage message,
      Instant received,
      long started) {
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
                    "The user name or the password is missing, or wrong for this URL.")),
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
      return answer(version, switchboard.send(exchange), Kind.CONFIRMED, started);
    } catch (LoginLimitException e) {
      var error = new ErrorData(ErrorType.UNRECOGNISED_DATA_VALUE, e.getMessage());
      return answer(version, Iso18626Message.confirm(message, received, error), Kind.LATER, started)
          .limitedBy(e);
    } catch (StoreException e) {
      LOG.warn("a message of ISO 18626 could not be processed: {}", e.toString());
      return later(version, message, received, started);
    } catch (Exception e) {
      LOG.error("a route of ISO 18626 failed", e);
      return later(version, message, received, started);
    }
  }

  /** Decodes the message again, reading times without a zone in the tenant's time zone. */
  private ConfirmableMessage inZoneOf(
      Account account, Iso18626Call call, ConfirmableMessage message, Instant received) {
    return decode(call, account.tenant().zone(), received)
                instanceof Iso18626Decoded.Message(_, var again)
            && again instanceof ConfirmableMessage asking
        ? asking
        : message;
  }

  /**
   * Authenticates by the HTTP credentials, or where there are none by those in the message's
   * header.
   */
  private Optional<Account> admitted(Iso18626Call call, ConfirmableMessage message) {
    var credentials = call.credentials() == null ? inHeader(message) : call.credentials();
    return credentials == null
        ? Optional.empty()
        : accounts
            .authenticate(Account.Protocol.NCIP, credentials.username(), credentials.password())
            .filter(a -> call.tenant() == null || a.tenant().code().equals(call.tenant()))
            .filter(call.admits());
  }

  private static @Nullable Credentials inHeader(ConfirmableMessage message) {
    var authentication = message.header().authentication();
    var account = authentication == null ? null : authentication.accountId();
    var code = authentication == null ? null : authentication.securityCode();
    return account == null || code == null ? null : new Credentials(account, new Secret(code));
  }

  private Iso18626Answer later(
      String version, ConfirmableMessage message, Instant received, long started) {
    return answer(
        version,
        Iso18626Message.confirm(
            message,
            received,
            new ErrorData(
                ErrorType.UNRECOGNISED_DATA_VALUE,
                "Send the same message again later: nothing is done twice.")),
        Kind.LATER,
        started);
  }

  private Iso18626Answer unexpected(String version, Instant received, long started) {
    var header =
        new Iso18626Message.ConfirmationHeader(null, received.toString(), null, received, false);
    return answer(
        version,
        new Iso18626Message.RequestConfirmation(
            header,
            new ErrorData(
                ErrorType.UNRECOGNISED_DATA_ELEMENT,
                "A confirmation is an answer; it can't be sent as a message.")),
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

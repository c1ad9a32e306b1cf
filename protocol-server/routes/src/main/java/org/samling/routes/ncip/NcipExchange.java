package org.samling.routes.ncip;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.Origin;
import org.samling.core.ill.InterlibraryText;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.TenantId;
import org.samling.ncip.NcipCodec;
import org.samling.ncip.NcipRequest;
import org.samling.ncip.NcipResponse;
import org.samling.ncip.data.NcipHeader;
import org.samling.ncip.data.ProblemType;
import org.samling.routes.Message;
import org.samling.routes.ill.ReplyAddress;

/**
 * One request on its way through its route.
 *
 * @param account the sender's account
 * @param header the sender and recipient in the message, or null if it has none; it proves nothing
 * @param body the message as received
 * @param received when it arrived
 * @param settings settings of the routes
 */
record NcipExchange<R extends NcipRequest>(
    Account account,
    @Nullable NcipHeader header,
    R request,
    NcipCall.Body body,
    Instant received,
    NcipSettings settings)
    implements Message<NcipResponse> {

  /** A copy with its request, whose type is known, or with another that this one implies. */
  <T extends NcipRequest> NcipExchange<T> with(T other) {
    return new NcipExchange<>(account, header, other, body, received, settings);
  }

  /** The message in the form stored with an interlibrary request. */
  String storedMessage() {
    var kept = InterlibraryText.ofMessage(NcipCodec.text(body.bytes()));
    return kept == null ? "" : kept;
  }

  /** Where the sender's system wants its messages, as its name says, or null. */
  @Nullable String replyTo() {
    var system = header == null ? null : header.fromSystemId();
    return system == null ? null : ReplyAddress.of(system.value());
  }

  /**
   * Refuses a message about an interlibrary request in the name of a library for which the account
   * doesn't speak. An account that speaks for no library says nothing by the name that it gives.
   *
   * @throws ProblemException where it is refused
   */
  void checkSender() {
    var from = header == null ? null : header.fromAgencyId();
    if (from != null && !account.partners().isEmpty() && !isOfAccount(from.value())) {
      throw new ProblemException(
          ProblemType.UNAUTHORIZED_SERVICE_FOR_AGENCY,
          "The account does not speak for this library.",
          "FromAgencyId",
          from.value());
    }
  }

  /** A partner's symbol, or what a system of this library or the account itself is called. */
  private boolean isOfAccount(String agency) {
    return account.actsFor(agency)
        || agency.equals(account.username())
        || agency.equals(account.institution())
        || agency.equals(account.branch());
  }

  TenantId tenant() {
    return account.tenant().id();
  }

  /**
   * The origin of a command in a message without a number. The same parts are the same command
   * within the repetition window, while its effect lasts.
   *
   * @param parts the content of the command
   */
  Origin originByContent(Object... parts) {
    var origin = origin(settings.repetitionWindow(), parts);
    return new Origin(
        origin.tenant(),
        origin.key().whileEffectStands(),
        origin.actor(),
        origin.branch(),
        origin.deadline());
  }

  /**
   * The origin of a command: the account, never the agencies in the message.
   *
   * @param window how long the same parts are the same command
   * @param parts what distinguishes the command from others of the account
   */
  Origin origin(Duration window, Object... parts) {
    var all = new Object[parts.length + 2];
    all[0] = "ncip";
    all[1] = account.id();
    System.arraycopy(parts, 0, all, 2, parts.length);
    return new Origin(
        tenant(),
        CommandKey.of(window, all),
        account.username(),
        account.branch(),
        received.plus(settings.deadline()));
  }
}

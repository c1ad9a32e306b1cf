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
import org.samling.ncip.data.NcipHeader;

/**
 * One request on its way through its route: the body of the exchange.
 *
 * @param account who asks
 * @param header who speaks to whom, or null where the message doesn't say; it proves nothing
 * @param request what
 * @param body the message as it came
 * @param received when it came
 * @param settings what the routes go by
 */
record NcipExchange<R extends NcipRequest>(
    Account account,
    @Nullable NcipHeader header,
    R request,
    NcipCall.Body body,
    Instant received,
    NcipSettings settings) {

  /** The same, for something else that is asked for with it. */
  <T extends NcipRequest> NcipExchange<T> with(T other) {
    return new NcipExchange<>(account, header, other, body, received, settings);
  }

  /** The message as it is kept with an interlibrary request. */
  String kept() {
    var kept = InterlibraryText.ofMessage(NcipCodec.text(body.bytes()));
    return kept == null ? "" : kept;
  }

  TenantId tenant() {
    return account.tenant().id();
  }

  /**
   * Where a command of a message without a number comes from. The same parts are the same command
   * within the repetition window, while its effect stands.
   *
   * @param parts what the command says
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
   * Where a command comes from: the account, never what the message says of agencies.
   *
   * @param window how long the same parts are the same command's
   * @param parts what no other command of the account has
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

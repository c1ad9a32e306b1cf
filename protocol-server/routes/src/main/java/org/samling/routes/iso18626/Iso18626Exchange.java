package org.samling.routes.iso18626;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.ill.InterlibraryRequests;
import org.samling.core.ill.InterlibraryText;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.TenantId;
import org.samling.iso18626.Iso18626Message;
import org.samling.routes.Message;

/**
 * One message on its way through its route.
 *
 * @param account the sender's account
 * @param version the sender's version of the standard
 * @param text the message as it came
 * @param received when it came
 */
record Iso18626Exchange<M extends Iso18626Message.ConfirmableMessage>(
    Account account, String version, M message, String text, Instant received)
    implements Message<Iso18626Message.Confirmation> {

  /** The same with its message, whose type is known. */
  <T extends Iso18626Message.ConfirmableMessage> Iso18626Exchange<T> with(T known) {
    return new Iso18626Exchange<>(account, version, known, text, received);
  }

  TenantId tenant() {
    return account.tenant().id();
  }

  /** The hash by which a repeated message is recognised. */
  String fingerprint() {
    return CommandKey.of(
            InterlibraryRequests.SAME_BYTES,
            "iso18626",
            account.id(),
            text.getBytes(StandardCharsets.UTF_8))
        .hex();
  }

  /** The message as it is stored. */
  String storedText() {
    var kept = InterlibraryText.ofMessage(text);
    return kept == null ? "" : kept;
  }
}

package org.samling.server.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.samling.console.trial.TrialMachine.TestData;
import org.samling.console.trial.TrialPartner;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Accounts;
import org.samling.core.organisation.Tenant;
import org.samling.ncip.NcipAnnotator;
import org.samling.ncip.NcipLimits;
import org.samling.routes.ncip.NcipCall;
import org.samling.routes.ncip.NcipLogin;
import org.samling.routes.ncip.NcipResponder;

/**
 * An NCIP partner without a socket: its messages are processed as all others, from the codec on.
 */
public final class NcipTrials implements TrialPartner {

  private static final String PROBLEM = "Problem";

  private final NcipAnnotator annotator = new NcipAnnotator(NcipLimits.DEFAULT);
  private final Function<Tenant, Optional<TestData>> sandboxes;
  private final NcipResponder responder;
  private final Accounts accounts;

  /**
   * Creates an instance.
   *
   * @param sandboxes the test data of a tenant; empty where it is no sandbox
   */
  public NcipTrials(
      Function<Tenant, Optional<TestData>> sandboxes, NcipResponder responder, Accounts accounts) {
    this.sandboxes = sandboxes;
    this.responder = responder;
    this.accounts = accounts;
  }

  @Override
  public Optional<Exchange> send(
      Tenant tenant, String username, String message, boolean seesPatrons) {
    return sandboxes
        .apply(tenant)
        .flatMap(data ->
            accounts
                .named(Account.Protocol.NCIP, username)
                .filter(a -> a.tenant().id().equals(tenant.id()))
                .map(a -> send(a, message, seesPatrons ? null : data.patron())));
  }

  /** Sends a message; only what tells of this patron is shown, or of all for null. */
  private Exchange send(Account account, String message, @Nullable String shownPatron) {
    var bytes = message.getBytes(UTF_8);
    var answer =
        responder
            .answer(
                new NcipCall(
                    new NcipCall.Body(bytes),
                    account.tenant().code(),
                    new NcipLogin.Authenticated(account),
                    _ -> true))
            .body();
    var isShown =
        shownPatron == null
            || (isOnlyOf(shownPatron, annotator.users(bytes))
                && annotator.users(answer).stream().allMatch(shownPatron::equals));
    var explained = (isShown ? annotator : annotator.withoutPersons()).annotate(answer);
    return new Exchange(
        message,
        annotator.annotate(bytes),
        isShown ? new String(answer, UTF_8).replaceAll(">\\s*<(?!/)", ">\n<") : explained,
        explained,
        explained.lines().anyMatch(l -> l.strip().equals(PROBLEM)));
  }

  private static boolean isOnlyOf(String patron, List<String> patrons) {
    return !patrons.isEmpty() && patrons.stream().allMatch(patron::equals);
  }
}

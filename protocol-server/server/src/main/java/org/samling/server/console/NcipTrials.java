package org.samling.server.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.function.Predicate;
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
  private final Predicate<Tenant> isSandbox;
  private final NcipResponder responder;
  private final Accounts accounts;

  /**
   * Creates an instance.
   *
   * @param isSandbox whether a tenant is a sandbox for trials
   */
  public NcipTrials(Predicate<Tenant> isSandbox, NcipResponder responder, Accounts accounts) {
    this.isSandbox = isSandbox;
    this.responder = responder;
    this.accounts = accounts;
  }

  @Override
  public Optional<Exchange> send(Tenant tenant, String username, String message) {
    if (!isSandbox.test(tenant)) {
      return Optional.empty();
    }
    return accounts
        .named(Account.Protocol.NCIP, username)
        .filter(a -> a.tenant().id().equals(tenant.id()))
        .map(a -> send(tenant, a, message));
  }

  private Exchange send(Tenant tenant, Account account, String message) {
    var bytes = message.getBytes(UTF_8);
    var answer =
        responder
            .answer(
                new NcipCall(
                    new NcipCall.Body(bytes),
                    tenant.code(),
                    new NcipLogin.Authenticated(account),
                    _ -> true))
            .body();
    var explained = annotator.annotate(answer);
    return new Exchange(
        message,
        annotator.annotate(bytes),
        new String(answer, UTF_8).replaceAll(">\\s*<(?!/)", ">\n<"),
        explained,
        explained.lines().anyMatch(l -> l.strip().equals(PROBLEM)));
  }
}

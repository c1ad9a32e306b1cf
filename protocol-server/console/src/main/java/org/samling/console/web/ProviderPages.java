package org.samling.console.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.IdentityProvider.Attempt;
import org.samling.console.web.IdentityProvider.UnavailableException;
import org.samling.core.staff.SignIn;
import org.samling.core.staff.Staff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signing in through an identity provider: the redirect to it and the return.
 *
 * <p>The state of an attempt is kept only in the browser, so that any node can finish it. The page
 * that starts a sign-in after the return is rendered once instead of sent as a redirect: browsers
 * do not send a cookie that was just set along with a redirect from another site.
 */
final class ProviderPages {

  /** The path that leads to the provider. */
  static final String BEGIN = ConsoleRoutes.ROOT + "/provider";

  /** The path to which the provider returns, its redirect URI. */
  static final String BACK = BEGIN + "/back";

  private static final Logger LOG = LoggerFactory.getLogger(ProviderPages.class);

  /** The cookie with the attempt, and where to go afterwards. */
  private static final String COOKIE = "samling-provider";

  private static final Pattern KEPT =
      Pattern.compile("([A-Za-z0-9_-]{43})\\.([A-Za-z0-9_-]{43})\\.([A-Za-z0-9_-]{43})\\.(.*)");

  private static final long SECONDS = 600;
  private static final int LONGEST_CODE = 2_000;

  private final SignInPages signIn;
  private final Staff staff;
  private final @Nullable IdentityProvider provider;

  ProviderPages(SignInPages signIn, Staff staff, @Nullable IdentityProvider provider) {
    this.signIn = signIn;
    this.staff = staff;
    this.provider = provider;
  }

  /** Redirects to the provider. */
  Reply begin(Request request) {
    if (provider == null) {
      return Reply.notFound();
    }
    var to = request.argument("to");
    var attempt = new Attempt(RandomTokens.next(), RandomTokens.next(), RandomTokens.next());
    try {
      return Reply.to(provider.address(attempt).toString())
          .withCookie(
              new Reply.Cookie(
                  COOKIE,
                  String.join(
                      ".",
                      attempt.state(),
                      attempt.nonce(),
                      attempt.verifier(),
                      SignInPages.isOurs(to) ? to : ""),
                  SECONDS,
                  true));
    } catch (UnavailableException e) {
      return unavailable(request, to, e);
    }
  }

  private Reply unavailable(Request request, String to, UnavailableException e) {
    LOG.warn("the identity provider is unavailable: {}", e.getMessage());
    return signIn.form(request, to, "", "sign-in.provider-unavailable");
  }

  /** Signs in whoever returns from the provider, if they are known here. */
  Reply back(Request request) {
    if (provider == null) {
      return Reply.notFound();
    }
    var kept = KEPT.matcher(String.valueOf(request.cookie(COOKIE)));
    if (!kept.matches() || !isSame(kept.group(1), request.argument("state"))) {
      LOG.info("a return from the identity provider belongs to no attempt started here");
      return done(signIn.form(request, "", "", "sign-in.provider-failed"));
    }
    var to = kept.group(4);
    var code = request.argument("code");
    if (code.isEmpty() || code.length() > LONGEST_CODE) {
      LOG.info("the identity provider refused a sign-in: {}", word(request.argument("error")));
      return done(signIn.form(request, to, "", "sign-in.provider-failed"));
    }
    try {
      var attempt = new Attempt(kept.group(1), kept.group(2), kept.group(3));
      return done(let(request, to, provider.username(attempt, code)));
    } catch (UnavailableException e) {
      return done(unavailable(request, to, e));
    }
  }

  private Reply let(Request request, String to, Optional<String> username) {
    if (username.isEmpty()) {
      return signIn.form(request, to, "", "sign-in.provider-failed");
    }
    return switch (staff.signInVouchedFor(username.get())) {
      case SignIn.SecondStep _, SignIn.Refused _ -> {
        LOG.info("the identity provider signed in somebody who may not use the console");
        yield signIn.form(request, to, "", "sign-in.provider-unknown");
      }
      case SignIn.Welcome welcome -> {
        signIn.note(welcome.member(), "signed-in", "by the identity provider");
        yield SignInPages.withSession(
            Reply.page("layout/signed-in", SignInPages.isOurs(to) ? to : ConsoleRoutes.ROOT),
            welcome);
      }
    };
  }

  private static Reply done(Reply reply) {
    return reply.withCookie(new Reply.Cookie(COOKIE, "", 0, true));
  }

  /** Makes external text safe to log. */
  private static String word(String text) {
    return text.matches("[a-z_]{1,60}") ? text : "no reason given";
  }

  private static boolean isSame(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}

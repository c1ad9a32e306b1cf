package org.samling.console.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.core.login.LoginLimitException;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.Tenants;
import org.samling.core.staff.SignIn;
import org.samling.core.staff.Staff;
import org.samling.core.staff.StaffAct;
import org.samling.core.staff.StaffMember;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pages available without signing in: signing in and out, and the language. */
final class SignInPages {

  private static final Logger LOG = LoggerFactory.getLogger(SignInPages.class);
  private static final long YEAR = 365L * 24 * 60 * 60;

  /** A page of a tenant, with what is encoded in its path and query. */
  private static final Pattern OURS =
      Pattern.compile(
          "(?!.*%(?![0-9A-Fa-f]{2}))/console/t/[A-Za-z0-9/._~%-]{1,200}"
              + "(\\?[A-Za-z0-9=&._~+*%-]{0,2000})?");

  private final Staff staff;
  private final Tenants tenants;
  private final Gate gate;
  private final @Nullable IdentityProvider provider;

  SignInPages(
      Staff staff, Tenants tenants, Gate gate, @Nullable IdentityProvider identityProvider) {
    this.staff = staff;
    this.tenants = tenants;
    this.gate = gate;
    this.provider = identityProvider;
  }

  /** Redirects a signed-in member to their first page. */
  Reply home(Request request) {
    return gate.member(request, true).map(this::home).orElseGet(() -> redirectToSignIn(request));
  }

  private Reply home(StaffMember member) {
    return tenants.all().stream()
        .filter(t -> member.isOf(t.id()))
        .findFirst()
        .map(t -> Reply.to(ConsoleRoutes.TENANTS + t.code() + "/today"))
        .orElseGet(() -> Reply.message(Reply.OK, "error.no-tenant"));
  }

  private boolean takesPasswords() {
    return provider == null || provider.acceptsPasswords();
  }

  /** Redirects a visitor who is not signed in to the sign-in page. */
  static Reply redirectToSignIn(Request request) {
    var to = request.isChange() || request.isFragment() ? "" : request.path();
    var address = ConsoleRoutes.SIGN_IN + (isOurs(to) ? "?to=" + encoded(to) : "");
    return request.isFragment()
        ? new Reply(Reply.OK, new Reply.Empty(), Map.of("hx-redirect", address), List.of())
        : Reply.to(address);
  }

  /** Whether a path, with or without a query, can only be a page of a tenant. */
  static boolean isOurs(String address) {
    return OURS.matcher(address).matches() && !address.contains("//");
  }

  /** An address as the value of a query parameter; slashes need no encoding there. */
  static String encoded(String address) {
    return Visit.encoded(address).replace("%2F", "/");
  }

  /** Shows the sign-in page. */
  Reply form(Request request) {
    return form(request, request.argument("to"), "", null);
  }

  /** Shows the sign-in page, with the message why signing in failed. */
  Reply form(Request request, String to, String username, @Nullable String problem) {
    var form =
        new SignInForm(
            isOurs(to) ? to : "",
            username,
            problem,
            provider == null ? null : provider.label(),
            takesPasswords());
    var reply =
        problem == null ? Reply.page("layout/sign-in", form) : Reply.unfit("layout/sign-in", form);
    return request.cookie(Gate.GUEST) == null && request.cookie(Gate.SESSION) == null
        ? reply.withCookie(new Reply.Cookie(Gate.GUEST, RandomTokens.next(), 0))
        : reply;
  }

  /** Signs a member in. */
  Reply signIn(Request request) {
    if (!takesPasswords()) {
      return form(request, request.field("to"), "", "sign-in.no-passwords");
    }
    if (!Gate.isOurs(request)) {
      return Reply.message(Reply.FORBIDDEN, "error.csrf");
    }
    var username = request.field("username");
    try {
      return signIn(request, username, new Secret(request.field("password")));
    } catch (LoginLimitException e) {
      return form(request, request.field("to"), username, "sign-in.too-many")
          .limited(e.retryAfter());
    }
  }

  private Reply signIn(Request request, String username, Secret password) {
    var to = request.field("to");
    return switch (staff.signIn(username, password, Gate.device(request))) {
      case SignIn.Refused() -> {
        LOG.info("sign-in to the console refused: wrong name or password");
        yield form(request, to, username, "sign-in.refused");
      }
      case SignIn.SecondStep step -> SecondFactorPages.begin(step, to);
      case SignIn.Welcome welcome -> {
        note(welcome.member(), "signed-in", "");
        yield withSession(first(to, welcome.member()), welcome);
      }
    };
  }

  /** The page to which somebody wanted, or their first. */
  Reply first(String to, StaffMember member) {
    return isOurs(to) ? Reply.to(to) : home(member);
  }

  /** Sets the cookies of the session and of the browser. */
  static Reply withSession(Reply reply, SignIn.Welcome welcome) {
    return reply
        .withCookie(
            new Reply.Cookie(Gate.SESSION, welcome.token().value(), Staff.LONGEST.toSeconds()))
        .withCookie(
            new Reply.Cookie(Gate.DEVICE, welcome.device().value(), Staff.KNOWN.toSeconds()))
        .withCookie(new Reply.Cookie(Gate.GUEST, "", 0));
  }

  /** Signs a member out. */
  Reply signOut(Request request) {
    if (!Gate.isOurs(request)) {
      return Reply.message(Reply.FORBIDDEN, "error.csrf");
    }
    gate.member(request, false).ifPresent(m -> note(m, "signed-out", ""));
    var token = request.cookie(Gate.SESSION);
    if (token != null) {
      staff.signOut(new Secret(token));
    }
    return Reply.to(ConsoleRoutes.SIGN_IN).withCookie(new Reply.Cookie(Gate.SESSION, "", 0));
  }

  /** Writes a sign-in or sign-out to the activity log. */
  void note(StaffMember member, String act, String detail) {
    staff.note(
        new StaffAct(
            member.tenant(), Instant.now(), member.username(), act, member.username(), detail));
  }

  /** Saves the language in a cookie, and shows the same page in it. */
  static Reply language(Request request) {
    var language = request.part("language");
    var to = request.argument("to");
    var reply =
        Reply.to(isOurs(to) || SecondFactorPages.ALL.contains(to) ? to : ConsoleRoutes.ROOT);
    return Words.LANGUAGES.containsKey(language)
        ? reply.withCookie(new Reply.Cookie(Renderer.LANGUAGE, language, YEAR))
        : Reply.notFound();
  }
}

package org.samling.console.web;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.Tenants;
import org.samling.core.staff.SignIn;
import org.samling.core.staff.Staff;
import org.samling.core.staff.StaffAct;
import org.samling.core.staff.StaffMember;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What can be asked for by whoever is not signed in: signing in and out, and the language. */
final class SignInPages {

  private static final Logger LOG = LoggerFactory.getLogger(SignInPages.class);
  private static final int GUEST_BYTES = 24;
  private static final long YEAR = 365L * 24 * 60 * 60;

  private final Staff staff;
  private final Tenants tenants;
  private final Gate gate;
  private final SecureRandom random = new SecureRandom();

  SignInPages(Staff staff, Tenants tenants, Gate gate) {
    this.staff = staff;
    this.tenants = tenants;
    this.gate = gate;
  }

  /** The first page of who is signed in. */
  Reply home(Request request) {
    return gate.member(request, true).map(this::home).orElseGet(() -> ask(request));
  }

  private Reply home(StaffMember member) {
    return tenants.all().stream()
        .filter(t -> member.isOf(t.id()))
        .findFirst()
        .map(t -> Reply.to(ConsoleRoutes.TENANTS + t.code() + "/now"))
        .orElseGet(() -> Reply.told(Reply.OK, "error.no-tenant"));
  }

  /** Sends whoever is not signed in to where that is done. */
  static Reply ask(Request request) {
    var to = request.isChange() || request.isFragment() ? "" : request.path();
    var address = ConsoleRoutes.SIGN_IN + (isOurs(to) ? "?to=" + to : "");
    return request.isFragment()
        ? new Reply(Reply.OK, new Reply.Empty(), Map.of("hx-redirect", address), List.of())
        : Reply.to(address);
  }

  /** Whether a path leads to a page of a tenant, and to nothing else. */
  private static boolean isOurs(String path) {
    return path.matches("/console/t/[A-Za-z0-9/._-]{1,200}") && !path.contains("//");
  }

  /** The page for signing in. */
  Reply form(Request request) {
    var to = request.argument("to");
    return form(request, new SignInForm(isOurs(to) ? to : "", "", false), false);
  }

  private Reply form(Request request, SignInForm form, boolean again) {
    var reply = again ? Reply.unfit("layout/sign-in", form) : Reply.page("layout/sign-in", form);
    return request.cookie(Gate.GUEST) == null && request.cookie(Gate.SESSION) == null
        ? reply.keeping(new Reply.Cookie(Gate.GUEST, guest(), 0))
        : reply;
  }

  private String guest() {
    var bytes = new byte[GUEST_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Signs somebody in. */
  Reply signIn(Request request) {
    if (!Gate.isOurs(request)) {
      return Reply.told(Reply.FORBIDDEN, "error.csrf");
    }
    var username = request.field("username");
    var to = request.field("to");
    return switch (staff.signIn(username, new Secret(request.field("password")))) {
      case SignIn.Refused() -> {
        LOG.info("somebody is not signed in to the console: name or password are not right");
        yield form(request, new SignInForm(isOurs(to) ? to : "", username, true), true);
      }
      case SignIn.Welcome(var member, var token) -> {
        note(member, "signed-in");
        yield (isOurs(to) ? Reply.to(to) : home(member))
            .keeping(new Reply.Cookie(Gate.SESSION, token.value(), Staff.LONGEST.toSeconds()))
            .keeping(new Reply.Cookie(Gate.GUEST, "", 0));
      }
    };
  }

  /** Signs somebody out. */
  Reply signOut(Request request) {
    if (!Gate.isOurs(request)) {
      return Reply.told(Reply.FORBIDDEN, "error.csrf");
    }
    gate.member(request, false).ifPresent(m -> note(m, "signed-out"));
    var token = request.cookie(Gate.SESSION);
    if (token != null) {
      staff.signOut(new Secret(token));
    }
    return Reply.to(ConsoleRoutes.SIGN_IN).keeping(new Reply.Cookie(Gate.SESSION, "", 0));
  }

  private void note(StaffMember member, String act) {
    staff.note(
        new StaffAct(
            member.tenant(), Instant.now(), member.username(), act, member.username(), ""));
  }

  /** Keeps a language, and shows the same page in it. */
  static Reply language(Request request) {
    var language = request.part("language");
    var to = request.argument("to");
    var reply = Reply.to(isOurs(to) ? to : ConsoleRoutes.ROOT);
    return Words.LANGUAGES.containsKey(language)
        ? reply.keeping(new Reply.Cookie(Renderer.LANGUAGE, language, YEAR))
        : Reply.notFound();
  }
}

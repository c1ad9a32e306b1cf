package org.samling.console.web;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.Tenants;
import org.samling.core.staff.Permission;
import org.samling.core.staff.Staff;
import org.samling.core.staff.StaffMember;
import org.samling.core.staff.StaffSession;

/**
 * The single point of access control: checks who is signed in, whether the tenant is theirs,
 * whether their role allows the request ({@link org.samling.core.staff.StaffRole}), and whether a
 * change comes from one of our own pages.
 */
final class Gate {

  /** The session cookie. */
  static final String SESSION = "samling-session";

  /** The cookie that protects the sign-in form against request forgery. */
  static final String GUEST = "samling-guest";

  /** The cookie that proves that a member signed in with this browser before. */
  static final String DEVICE = "samling-device";

  static final String CSRF_FIELD = "_csrf";
  static final String CSRF_HEADER = "x-csrf-token";

  private final Staff staff;
  private final Tenants tenants;

  Gate(Staff staff, Tenants tenants) {
    this.staff = staff;
    this.tenants = tenants;
  }

  /** The result of an access check. */
  sealed interface Access {}

  /**
   * The request may pass.
   *
   * @param branch the code of the branch that they chose to work at in this tenant, or null
   */
  record Admitted(StaffMember member, Tenant tenant, @Nullable String branch) implements Access {}

  /** Nobody is signed in. */
  record NotSignedIn() implements Access {}

  /** The request is refused with an HTTP status. */
  record Refused(int status, String words) implements Access {}

  /** Returns who is signed in. */
  Optional<StaffMember> member(Request request, boolean isRequest) {
    return session(request, isRequest).map(StaffSession::member);
  }

  private Optional<StaffSession> session(Request request, boolean isRequest) {
    var token = request.cookie(SESSION);
    return token == null ? Optional.empty() : staff.signedIn(new Secret(token), isRequest);
  }

  /** What the browser was given when somebody last signed in with it, or null. */
  static @Nullable Secret device(Request request) {
    var cookie = request.cookie(DEVICE);
    return cookie == null ? null : new Secret(cookie);
  }

  /** Checks a request. */
  Access look(Request request, Permission needs) {
    var found = admits(request, needs);
    return found instanceof Admitted && request.isChange() && !isOurs(request)
        ? new Refused(Reply.FORBIDDEN, "error.csrf")
        : found;
  }

  /** Checks the permission for a request before its form is read. */
  Access admits(Request request, Permission needs) {
    var session = session(request, true);
    if (session.isEmpty()) {
      return new NotSignedIn();
    }
    var who = session.get().member();
    // To a member of other tenants, this tenant does not exist.
    var tenant = tenants.byCode(request.part("tenant")).filter(t -> who.isOf(t.id()));
    if (tenant.isEmpty()) {
      return new Refused(Reply.NOT_FOUND, "error.not-found");
    }
    if (!who.role().may(needs)) {
      return new Refused(Reply.FORBIDDEN, "error.forbidden");
    }
    var work = session.get().work();
    return new Admitted(
        who,
        tenant.get(),
        work != null && work.tenant().equals(tenant.get().id()) ? work.branch() : null);
  }

  /** Whether a change was sent by a page that this server gave to this browser. */
  static boolean isOurs(Request request) {
    var header = request.header(CSRF_HEADER);
    var sent = header == null ? request.field(CSRF_FIELD) : header;
    var expected = csrf(request);
    return request.isOfThisSite()
        && !expected.isEmpty()
        && MessageDigest.isEqual(
            sent.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Returns the token that the forms of a page must send; only pages of this browser can know it.
   */
  static String csrf(Request request) {
    var session = request.cookie(SESSION);
    var guest = request.cookie(GUEST);
    return session != null ? csrf(session) : guest != null ? csrf(guest) : "";
  }

  static String csrf(String cookie) {
    if (cookie.isEmpty()) {
      return "";
    }
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(cookie.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal("csrf".getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}

package org.samling.console.web;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.Tenants;
import org.samling.core.staff.Permission;
import org.samling.core.staff.Staff;
import org.samling.core.staff.StaffMember;

/**
 * The one place that says who may do what: who is signed in, whether the tenant is theirs, whether
 * their role allows it ({@link org.samling.core.staff.StaffRole}), and whether a change was asked
 * for by a page of ours.
 */
final class Gate {

  /** The cookie that tells who is signed in. */
  static final String SESSION = "samling-session";

  /** The cookie by which a page for signing in knows its own form. */
  static final String GUEST = "samling-guest";

  static final String CSRF_FIELD = "_csrf";
  static final String CSRF_HEADER = "x-csrf-token";

  private final Staff staff;
  private final Tenants tenants;

  Gate(Staff staff, Tenants tenants) {
    this.staff = staff;
    this.tenants = tenants;
  }

  /** What is found of a request at the gate. */
  sealed interface Found {}

  /** It may pass. */
  record Passed(StaffMember member, Tenant tenant) implements Found {}

  /** Nobody is signed in. */
  record Nobody() implements Found {}

  /** It may not, and is told so with HTTP's status. */
  record Stopped(int status, String words) implements Found {}

  /** Who is signed in. */
  Optional<StaffMember> member(Request request, boolean isRequest) {
    var token = request.cookie(SESSION);
    return token == null ? Optional.empty() : staff.signedIn(new Secret(token), isRequest);
  }

  /** Whether a request may pass. */
  Found look(Request request, Permission needs) {
    var found = admits(request, needs);
    return found instanceof Passed && request.isChange() && !isOurs(request)
        ? new Stopped(Reply.FORBIDDEN, "error.csrf")
        : found;
  }

  /** Whether who makes a request may, before its form is read. */
  Found admits(Request request, Permission needs) {
    var member = member(request, true);
    if (member.isEmpty()) {
      return new Nobody();
    }
    var who = member.get();
    // A tenant that is not theirs is not there for them.
    var tenant = tenants.byCode(request.part("tenant")).filter(t -> who.isOf(t.id()));
    if (tenant.isEmpty()) {
      return new Stopped(Reply.NOT_FOUND, "error.not-found");
    }
    if (!who.role().may(needs)) {
      return new Stopped(Reply.FORBIDDEN, "error.forbidden");
    }
    return new Passed(who, tenant.get());
  }

  /** Whether a change was asked for by a page that this server gave to this browser. */
  static boolean isOurs(Request request) {
    var header = request.header(CSRF_HEADER);
    var sent = header == null ? request.field(CSRF_FIELD) : header;
    var wanted = csrf(request);
    return request.isOfThisSite()
        && !wanted.isEmpty()
        && MessageDigest.isEqual(
            sent.getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
  }

  /** What the forms of a page must send: nothing else than this browser's pages can know it. */
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

package org.samling.console.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.Tenant;
import org.samling.core.staff.Staff;
import org.samling.core.staff.StaffAct;
import org.samling.core.staff.StaffMember;
import org.samling.core.staff.WorkBranch;

/**
 * A request by a signed-in member who has permission for it.
 *
 * @param tenant the tenant it concerns, one of the member's
 * @param workplace where they work, which what they do is booked at
 * @param words the texts in the member's language
 * @param staff stores the activity log
 */
public record Visit(
    Request request,
    StaffMember member,
    Tenant tenant,
    Workplace workplace,
    Words words,
    Staff staff) {

  /** Returns the path of a page of this tenant. */
  public String path(String behindTenant) {
    return ConsoleRoutes.TENANTS + tenant.code() + behindTenant;
  }

  /** Returns the path of a page of another tenant. */
  public String tenantPath(Tenant other, String behindTenant) {
    return ConsoleRoutes.TENANTS + other.code() + behindTenant;
  }

  /**
   * Returns where to go back to: the given path if it is a page of this tenant, otherwise the
   * other. A request names the path, and must not redirect anybody elsewhere.
   */
  public String back(String to, String other) {
    return SignInPages.isOurs(to) && to.startsWith(path("/")) ? to : path(other);
  }

  /** Encodes a name as a path segment. */
  public static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Has the member work at one of their branches until they sign out. */
  public void workAt(String branch) {
    var token = request.cookie(Gate.SESSION);
    if (token != null && workplace.choices().containsKey(branch)) {
      staff.workAt(new Secret(token), new WorkBranch(tenant.id(), branch));
    }
  }

  /**
   * Writes an act to the activity log, after it was done.
   *
   * @param act its code, in lower case with hyphens
   * @param subject what it concerns
   * @param detail further details, without secrets
   */
  public void note(String act, String subject, String detail) {
    staff.note(new StaffAct(tenant.id(), Instant.now(), member.username(), act, subject, detail));
  }
}

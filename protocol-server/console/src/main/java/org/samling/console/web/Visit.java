package org.samling.console.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.samling.core.organisation.Tenant;
import org.samling.core.staff.Staff;
import org.samling.core.staff.StaffAct;
import org.samling.core.staff.StaffMember;

/**
 * A request by a signed-in member who has permission for it.
 *
 * @param tenant the tenant it concerns, one of the member's
 * @param words the texts in the member's language
 * @param staff stores the activity log
 */
public record Visit(Request request, StaffMember member, Tenant tenant, Words words, Staff staff) {

  /** Returns the path of a page of this tenant. */
  public String path(String behindTenant) {
    return ConsoleRoutes.TENANTS + tenant.code() + behindTenant;
  }

  /** Returns the path of a page of another tenant. */
  public String tenantPath(Tenant other, String behindTenant) {
    return ConsoleRoutes.TENANTS + other.code() + behindTenant;
  }

  /** Encodes a name as a path segment. */
  public static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
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

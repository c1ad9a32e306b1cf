package org.samling.console.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.samling.core.organisation.Tenant;
import org.samling.core.staff.Staff;
import org.samling.core.staff.StaffAct;
import org.samling.core.staff.StaffMember;

/**
 * A request of somebody who is signed in and may make it.
 *
 * @param member who makes it
 * @param tenant the tenant it is about, which is theirs
 * @param words what is said in their language
 * @param staff where acts are written down
 */
public record Visit(Request request, StaffMember member, Tenant tenant, Words words, Staff staff) {

  /** The path of a page of this tenant. */
  public String path(String behindTenant) {
    return ConsoleRoutes.TENANTS + tenant.code() + behindTenant;
  }

  /** The path of a page of another tenant. */
  public String pathOf(Tenant other, String behindTenant) {
    return ConsoleRoutes.TENANTS + other.code() + behindTenant;
  }

  /** A name as a part of a path. */
  public static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * Writes down what was done, once it was.
   *
   * @param act what, in lower case with hyphens
   * @param subject to what
   * @param detail what more there is to say, without secrets
   */
  public void note(String act, String subject, String detail) {
    staff.note(new StaffAct(tenant.id(), Instant.now(), member.username(), act, subject, detail));
  }
}

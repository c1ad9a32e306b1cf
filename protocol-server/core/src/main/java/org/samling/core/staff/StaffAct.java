package org.samling.core.staff;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;

/**
 * An administrative act of staff.
 *
 * @param tenant the tenant concerned, or null for the server itself
 * @param at when
 * @param who the username, or its equivalent on the command line
 * @param act what was done, in lower case with hyphens: {@code account-created}
 * @param subject the object of the act, such as an account's name
 * @param detail details, without secrets; may be empty
 */
public record StaffAct(
    @Nullable TenantId tenant, Instant at, String who, String act, String subject, String detail) {

  private static final int MAX_NAME = 200;
  private static final int MAX_DETAIL = 2_000;

  /** Shortens what is too long to be stored. */
  public StaffAct {
    who = shortened(who, MAX_NAME);
    act = shortened(act, MAX_NAME);
    subject = shortened(subject, MAX_NAME);
    detail = shortened(detail, MAX_DETAIL);
  }

  private static String shortened(String text, int most) {
    return text.length() > most ? text.substring(0, most) : text;
  }
}

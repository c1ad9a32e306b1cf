package org.samling.console.circulation;

import org.samling.console.web.Visit;
import org.samling.core.circulation.Inquiries;
import org.samling.core.policy.Sight;

/** The branches whose patrons, loans and holds a member of staff sees. */
public final class StaffScope {

  private StaffScope() {}

  /** What a visitor sees. */
  public static Sight of(Visit visit, Inquiries inquiries) {
    return Sight.of(inquiries.policy(visit.tenant().id()), visit.member().bounds());
  }
}

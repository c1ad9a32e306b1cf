package org.samling.operations;

import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;

/** Checks codes of branches. */
public final class Branches {

  private final Inquiries inquiries;

  /** The branches that a store knows. */
  public Branches(Inquiries inquiries) {
    this.inquiries = inquiries;
  }

  /**
   * Checks a member of the input that is a code; null needs no check.
   *
   * @param member its name
   * @throws Problem when the tenant has no such branch
   */
  public void checkMember(Request<?> request, String member, @Nullable String code) {
    if (code != null && !inquiries.policy(request.tenantId()).branches().containsKey(code)) {
      throw Problem.invalid(
          "\"%s\" must be the code of a branch of %s.".formatted(member, request.tenant().code()));
    }
  }

  /**
   * Checks a code that selects what is shown, or is one of many; null needs no check.
   *
   * @throws Problem when the tenant has no such branch
   */
  public void check(Request<?> request, @Nullable String code) {
    if (code != null) {
      Places.checkBranch(inquiries.policy(request.tenantId()), code);
    }
  }
}

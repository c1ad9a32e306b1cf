package org.samling.operations;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;

/** Checks codes of branches. One that whoever asks does not see is as good as none. */
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
    if (code != null && !seen(request).contains(code)) {
      throw Problem.invalid(
          Sentence.unfit(
              member,
              Sentence.of(
                  "the code of a branch of %s",
                  "koden for en af afdelingerne i %s", request.tenant().code())));
    }
  }

  /**
   * Checks a code that selects what is shown, or is one of many; null needs no check.
   *
   * @throws Problem when the tenant has no such branch
   */
  public void check(Request<?> request, @Nullable String code) {
    if (code != null) {
      Places.check(inquiries.policy(request.tenantId()), "branch", code, seen(request));
    }
  }

  private Set<String> seen(Request<?> request) {
    return request.sight(inquiries.policy(request.tenantId())).branches();
  }
}

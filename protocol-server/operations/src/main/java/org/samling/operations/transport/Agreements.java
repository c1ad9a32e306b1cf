package org.samling.operations.transport;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.LendingAgreements;
import org.samling.operations.Means;
import org.samling.operations.Paging;

/** What the operations on agreements between tenants take and return. */
public final class Agreements {

  private Agreements() {}

  /**
   * A page of agreements.
   *
   * @param agreements the agreements, by the other tenant's code
   * @param next what the next page comes after
   */
  public record Listed(List<Agreement> agreements, @Means(Paging.NEXT) @Nullable String next) {}

  /** An agreement with another tenant. */
  public record Agreement(
      @Means("the other tenant's code") String other,
      @Means("its name") String name,
      @Means("the day on which it was made") LocalDate since,
      @Means("who made it") String by) {

    static Agreement of(LendingAgreements.Agreement agreement) {
      return new Agreement(agreement.other(), agreement.name(), agreement.since(), agreement.by());
    }
  }

  /** With whom. */
  public record WhichTenant(@Means("the other tenant, by its code") String other) {}
}

package org.samling.core.patron;

import java.util.List;
import java.util.UUID;
import org.samling.core.organisation.TenantId;

/**
 * The port that finds the patrons concerned by an event of the person registry: patrons of several
 * tenants can be one person. It is not called on behalf of a tenant, and no tenant learns of
 * another.
 */
public interface Persons {

  /**
   * The patrons who are a person.
   *
   * @param cpr the person's number
   * @return at most one for each tenant, in the order of the tenants
   * @throws org.samling.core.StoreException when the store can't be asked
   */
  List<Row> rowsOf(Cpr cpr);

  /**
   * A patron who is the person.
   *
   * @param branch the code of the patron's own branch
   */
  public record Row(TenantId tenant, UUID patron, String branch) {}
}

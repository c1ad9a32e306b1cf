package org.samling.core.organisation;

import java.util.List;
import java.util.Optional;

/** The port that lists the tenants. */
public interface Tenants {

  /** All tenants by code. */
  List<Tenant> all();

  /** The tenant with this code. */
  Optional<Tenant> byCode(String code);
}

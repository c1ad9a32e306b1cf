package org.samling.server.ill;

import org.samling.core.circulation.Commands;
import org.samling.library.config.Configuration;
import org.samling.postgres.PostgresStore;
import org.samling.routes.ill.InterlibraryRelay;
import org.samling.routes.ill.Partners;
import org.samling.routes.iso18626.TenantPartners;

/**
 * What tells other libraries of requests: partners by their protocols, and tenants of this server.
 */
public final class InterlibraryRelays {

  private InterlibraryRelays() {}

  /** Puts it together. */
  public static InterlibraryRelay of(
      PostgresStore store, Commands commands, Partners partners, Configuration.Ill ill) {
    return new InterlibraryRelay(
        store.interlibraryMessages(),
        new TenantPartners(
            new TenantPartners.Ports(
                store.holdAgreements(),
                store.partnerHolds(),
                store.interlibraryRequests(),
                store.interlibraryMessages(),
                store.inquiries(),
                commands),
            partners),
        ill.sendEvery());
  }
}

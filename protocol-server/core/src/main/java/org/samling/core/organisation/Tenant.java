package org.samling.core.organisation;

import java.time.ZoneId;
import java.util.Currency;

/**
 * A tenant as it presents itself.
 *
 * @param id the tenant
 * @param code the short name in commands and addresses: a-z, 0-9 and hyphen
 * @param name the name for people
 * @param zone the zone in which its days begin and end
 * @param currency the currency of its fees
 * @param openCatalogue whether its catalogue may be searched without an account, and is part of the
 *     union catalogue
 */
public record Tenant(
    TenantId id, String code, String name, ZoneId zone, Currency currency, boolean openCatalogue) {}

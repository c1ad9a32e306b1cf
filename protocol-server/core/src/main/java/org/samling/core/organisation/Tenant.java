package org.samling.core.organisation;

import java.time.ZoneId;
import java.util.Currency;

/**
 * A tenant.
 *
 * @param id the tenant
 * @param code the short name in commands and URLs: a-z, 0-9 and hyphen
 * @param name the name for people
 * @param zone its time zone
 * @param currency the currency of its fees
 * @param openCatalogue whether its catalogue may be searched without an account, and is part of the
 *     union catalogue
 */
public record Tenant(
    TenantId id, String code, String name, ZoneId zone, Currency currency, boolean openCatalogue) {}

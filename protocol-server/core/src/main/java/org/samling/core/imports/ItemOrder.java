package org.samling.core.imports;

import org.samling.core.organisation.TenantId;

/**
 * The order to import the items that records describe.
 *
 * @param tenant the tenant that owns the items
 * @param rules where records describe them, and the meaning of codes
 */
public record ItemOrder(TenantId tenant, ItemRules rules) {}

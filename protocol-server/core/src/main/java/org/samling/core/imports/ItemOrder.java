package org.samling.core.imports;

import org.samling.core.organisation.TenantId;

/**
 * That the items are taken that records describe.
 *
 * @param tenant whose items they are
 * @param rules where they stand, and what the codes stand for
 */
public record ItemOrder(TenantId tenant, ItemRules rules) {}

package org.samling.core.search;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;

/**
 * Which record, as the store and the index know it.
 *
 * @param id the record
 * @param owner the tenant whose local record it is, or null for a common one
 */
public record RecordRef(UUID id, @Nullable TenantId owner) {}

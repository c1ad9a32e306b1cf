package org.samling.core.search;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;

/**
 * A reference to a record in the store and the index.
 *
 * @param id the record's number
 * @param owner the tenant whose local record it is, or null for a common one
 */
public record RecordRef(UUID id, @Nullable TenantId owner) {}

package org.samling.core.staff;

import org.samling.core.organisation.TenantId;

/**
 * The branch where a member of staff works while they are signed in. What they do is booked there.
 *
 * @param branch the code of the branch
 */
public record WorkBranch(TenantId tenant, String branch) {}

package org.samling.core.staff;

import org.jspecify.annotations.Nullable;

/**
 * What is known of somebody who is signed in.
 *
 * @param work the branch that they last chose to work at, which may be another tenant's or not be
 *     theirs any more; null where they have not chosen one
 */
public record StaffSession(StaffMember member, @Nullable WorkBranch work) {}

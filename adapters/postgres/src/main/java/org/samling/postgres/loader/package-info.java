/**
 * What a batch of commands is decided on, loaded in one round trip; and the policy that a tenant
 * lends by.
 */
@NullMarked
package org.samling.postgres.loader;

import org.jspecify.annotations.NullMarked;

/**
 * Loads what a batch of commands is decided on, in one round trip, and the tenant's lending policy.
 */
@NullMarked
package org.samling.postgres.loader;

import org.jspecify.annotations.NullMarked;

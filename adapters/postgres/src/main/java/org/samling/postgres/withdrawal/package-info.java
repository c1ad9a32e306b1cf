/** Takes a tenant out of a library: exports all that it has, and deletes it. */
@NullMarked
package org.samling.postgres.withdrawal;

import org.jspecify.annotations.NullMarked;

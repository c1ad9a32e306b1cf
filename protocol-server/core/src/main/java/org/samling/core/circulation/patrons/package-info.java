/**
 * Patrons and the groups that they are in: registration, changes, events from the person registry,
 * erasure.
 */
@NullMarked
package org.samling.core.circulation.patrons;

import org.jspecify.annotations.NullMarked;

/**
 * Patrons and the groups that they are in: registered, changed, told of by the person registry,
 * erased.
 */
@NullMarked
package org.samling.core.circulation.patrons;

import org.jspecify.annotations.NullMarked;

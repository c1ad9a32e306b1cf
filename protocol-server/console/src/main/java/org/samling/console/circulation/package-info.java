/**
 * Circulation: patrons and what they have, items and who waits for them, why something is granted
 * or refused, and what a desk does. Shows only what stands at branches that the member sees.
 */
@NullMarked
package org.samling.console.circulation;

import org.jspecify.annotations.NullMarked;

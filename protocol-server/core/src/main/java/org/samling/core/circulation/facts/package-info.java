/**
 * What is known of patrons, items, loans, holds and the rest, as it was loaded, and the states that
 * they can be in.
 */
@NullMarked
package org.samling.core.circulation.facts;

import org.jspecify.annotations.NullMarked;

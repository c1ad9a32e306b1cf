/**
 * The facts about patrons, items, loans, holds and so on, as loaded from the store, and their
 * possible states.
 */
@NullMarked
package org.samling.core.circulation.facts;

import org.jspecify.annotations.NullMarked;

/**
 * Guests: patrons of one tenant, their home, who borrow at another, the lender, with the card that
 * they have. An agreement that both made says what the home tells of them. No transaction spans
 * both tenants: each side keeps its own rows, and what the home tells is repeated until the lender
 * has it (ADR 0051).
 */
@NullMarked
package org.samling.core.guests;

import org.jspecify.annotations.NullMarked;
